-- The first minutes of somebody who has done what `editors/neovim/README.md` says and nothing else: the two lines of settings, the
-- program on the PATH. Each Neovim begins anew, and the first key is pressed as soon as the server is attached.
local embedded = require('embedded')
local harness = require('harness')
local test, wait, equal = harness.test, harness.wait, harness.equal

local plugin = vim.fn.fnamemodify(vim.api.nvim_get_runtime_file('lua/oam.lua', false)[1], ':h:h')
local home = vim.fn.tempname()
vim.fn.mkdir(home .. '/bin', 'p')
vim.loop.fs_symlink(assert(os.getenv('OAM_LS')), home .. '/bin/oam-ls')
vim.fn.writefile({
  ("vim.opt.runtimepath:append('%s')"):format(plugin),
  "vim.lsp.enable('oam')",
}, home .. '/init.lua')

local began

local function since()
  return math.floor((vim.loop.hrtime() - began) / 1e6)
end

-- Opens a file in a new Neovim and waits until its server is there.
local function open(file)
  began = vim.loop.hrtime()
  embedded.start({ '-u', home .. '/init.lua', file }, { env = { PATH = home .. '/bin:' .. os.getenv('PATH') } })
  wait('the client', function()
    return embedded.remote([[local it = vim.lsp.get_clients({ name = 'oam' })[1]; return it ~= nil and it.initialized and vim.bo.omnifunc ~= '']])
  end)
end

-- Presses keys once and returns what the popup menu offers.
local function offered_after(keys)
  embedded.press(keys)
  local words = wait('the popup menu', function()
    local offered = embedded.offered()
    return #offered > 0 and offered
  end, embedded.lines)
  harness.say(('# %d ms after Neovim was started: %s'):format(since(), table.concat(words, ', ')))
  return words
end

local function workspace_with(application)
  local workspace = harness.workspace()
  vim.fn.writefile(vim.list_extend({
    'apiVersion: core.oam.dev/v1alpha1',
    'kind: ApplicationConfiguration',
    'metadata:',
    '  name: first',
    'spec:',
    '  components:',
  }, application), workspace .. '/first.yaml')
  return workspace
end

test('a whole application is offered in an empty file', function()
  local folder = vim.fn.tempname()
  vim.fn.mkdir(folder, 'p')
  open(folder .. '/app.yaml')
  local words = offered_after('i<C-x><C-o>')
  embedded.stop()
  vim.fn.delete(folder, 'rf')
  local application = vim.tbl_filter(function(it) return it:find('ApplicationConfiguration', 1, true) end, words)
  assert(#application > 0, vim.inspect(words))
end)

test('the first completion of a trait offers those that apply to a component of another file', function()
  local workspace = workspace_with({ '    - componentName: queue', '      instanceName: orders', '      traits:' })
  open(workspace .. '/first.yaml')
  local words = offered_after('Go<C-u>        - name: <C-x><C-o>')
  embedded.stop()
  vim.fn.delete(workspace, 'rf')
  assert(vim.tbl_contains(words, 'manual-scaler'), 'manual-scaler applies to a worker: ' .. vim.inspect(words))
  assert(not vim.tbl_contains(words, 'ingress'), 'ingress does not apply to a worker: ' .. vim.inspect(words))
end)

test('the first completion of a component offers those of other files', function()
  local workspace = workspace_with({})
  open(workspace .. '/first.yaml')
  local words = offered_after('Go<C-u>    - componentName: <C-x><C-o>')
  embedded.stop()
  vim.fn.delete(workspace, 'rf')
  table.sort(words)
  equal(words, { 'queue', 'web' })
end)

vim.fn.delete(home, 'rf')
harness.finish()
