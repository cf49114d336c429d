-- The configuration that `vim.lsp.enable('oam')` finds (Neovim 0.11 and newer).
-- It starts nothing by itself; older versions use `require('oam').setup()`.
return require('oam.config').for_enable()
