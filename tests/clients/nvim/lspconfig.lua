-- The entry for nvim-lspconfig, in a Neovim that has nothing else of ours. Needs Neovim 0.11.
local harness = require('harness')
local test, wait, equal = harness.test, harness.wait, harness.equal

local plugin = vim.fn.fnamemodify(vim.api.nvim_get_runtime_file('lua/oam.lua', false)[1], ':h:h')
vim.opt.runtimepath:remove(plugin)
vim.opt.runtimepath:append(plugin .. '/lspconfig')

local workspace = harness.workspace()
vim.fn.mkdir(workspace .. '/.git')
vim.fn.mkdir(workspace .. '/apps')
vim.fn.rename(workspace .. '/broken.yaml', workspace .. '/apps/broken.yaml')

local function client()
  local found = vim.lsp.get_clients({ bufnr = 0, name = 'oam_ls' })[1]
  return found and found.initialized and found
end

test('the entry starts the server as it is written there', function()
  local entry = assert(loadfile(plugin .. '/lspconfig/lsp/oam_ls.lua'))()
  equal(entry.cmd, { 'oam-ls', 'serve' })
  equal(vim.lsp.config.oam_ls.cmd, entry.cmd)
  -- Only the folder of the program is ours.
  local folder = vim.fn.tempname()
  vim.fn.mkdir(folder, 'p')
  assert(vim.uv.fs_symlink(assert(os.getenv('OAM_LS')), folder .. '/oam-ls'))
  vim.env.PATH = folder .. ':' .. vim.env.PATH
  vim.o.hidden = true
  vim.cmd('filetype on')
  vim.lsp.enable('oam_ls')
  vim.cmd.edit(workspace .. '/apps/broken.yaml')
  wait('the client', client)
  equal(client().config.root_dir, workspace)
end)

test('a finding that needs another file arrives', function()
  wait('the finding', function() return vim.diagnostic.get(0)[1] end)
  local codes = vim.tbl_map(function(it) return it.code end, vim.diagnostic.get(0, { severity = vim.diagnostic.severity.ERROR }))
  equal(codes, { 'unknown-component' })
end)

test('the platform of its description arrives', function()
  vim.lsp.stop_client(client().id)
  wait('no client', function() return not client() end)
  vim.lsp.config('oam_ls', { init_options = { platform = 'rudr' } })
  vim.cmd.edit(workspace .. '/app.yaml')
  wait('the client', client)
  local answer = client():request_sync('workspace/executeCommand', { command = 'oam.status', arguments = {} }, 20000, 0)
  equal(answer.result.platform, 'rudr')
end)

for _, it in ipairs(vim.lsp.get_clients()) do
  vim.lsp.stop_client(it.id)
end
vim.fn.delete(workspace, 'rf')
harness.finish()
