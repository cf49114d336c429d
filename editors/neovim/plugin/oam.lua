-- The user commands. Nothing else is loaded until it is used; the server is started by
-- `vim.lsp.enable('oam')` or `require('oam').setup()`, never by this file.
if vim.g.loaded_oam then
  return
end
vim.g.loaded_oam = true

vim.api.nvim_create_user_command('OamPreview', function(command)
  require('oam.preview').open(command.args)
end, { nargs = '?', complete = function() return { 'right', 'left', 'above', 'below' } end,
  desc = 'Show what the applications of this buffer deploy, and follow their changes' })

vim.api.nvim_create_user_command('OamJump', function()
  require('oam.preview').jump()
end, { desc = 'Go from a line of a document to what it becomes in the preview, and back' })

vim.api.nvim_create_user_command('OamDiff', function(command)
  require('oam.diff').open(command.args)
end, { nargs = '?', desc = 'Show what the documents change for the deployment, since the last commit or a revision' })

vim.api.nvim_create_user_command('OamGraph', function(command)
  require('oam.graph').open(command.args)
end, { nargs = '?', complete = function() return require('oam.graph').forms end,
  desc = 'Draw the application at the cursor' })

vim.api.nvim_create_user_command('OamPlatform', function(command)
  require('oam.platform').choose(command.args)
end, { nargs = '?', complete = function(typed)
  return vim.tbl_filter(function(it) return vim.startswith(it, typed) end, require('oam.platform').known())
end,
  desc = 'Choose the platform that applications are written for, or say which one counts' })
