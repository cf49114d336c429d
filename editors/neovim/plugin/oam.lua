-- The user command. Nothing else is loaded until it is used; the server is started by
-- `vim.lsp.enable('oam')` or `require('oam').setup()`, never by this file.
if vim.g.loaded_oam then
  return
end
vim.g.loaded_oam = true

vim.api.nvim_create_user_command('OamPreview', function(command)
  require('oam.preview').open(command.args)
end, { nargs = '?', complete = function() return { 'right', 'left', 'above', 'below' } end,
  desc = 'Show what the applications of this buffer deploy, and follow their changes' })
