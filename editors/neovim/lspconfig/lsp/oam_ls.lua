---@brief
---
--- https://github.com/oam-ls/oam-ls
---
--- Language server for [Open Application Model](https://oam.dev) documents: components, parameters and traits across files.
---
--- Install it with `cargo install --git https://github.com/oam-ls/oam-ls oam-ls` or `pip install oam-ls`.
---
--- Every YAML file is shown to the server; it decides by the content and says nothing about files that are not OAM.
--- The platform that applications are written for is set in `.oam-ls.yaml` at the root of the workspace, or here:
---
--- ```lua
--- vim.lsp.config('oam_ls', {
---   init_options = { platform = 'rudr' },
--- })
--- ```

---@type vim.lsp.Config
return {
  cmd = { 'oam-ls', 'serve' },
  filetypes = { 'yaml' },
  root_markers = { '.oam-ls.yaml', '.git' },
}
