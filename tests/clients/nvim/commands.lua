-- The commands that ask for something once: changes since a revision, a drawing, the platform.
local harness = require('harness')
local session = require('session')
local test, wait, equal = harness.test, harness.wait, harness.equal

local workspace = harness.workspace()
local source

local function git(...)
  local result = vim.fn.system({ 'git', '-C', workspace, '-c', 'user.name=test', '-c', 'user.email=test@example.com', ... })
  assert(vim.v.shell_error == 0, result)
end

-- The buffer whose name begins in a way, and its text.
local function shown(scheme)
  for _, buffer in ipairs(vim.api.nvim_list_bufs()) do
    if vim.api.nvim_buf_get_name(buffer):find('^' .. vim.pesc(scheme)) then
      return buffer, table.concat(harness.lines(buffer), '\n')
    end
  end
end

local function shows(scheme, part)
  wait(scheme .. ' shows ' .. part, function()
    local _, text = shown(scheme)
    return text and text:find(part, 1, true)
  end, function() return select(2, shown(scheme)) end)
end

-- What a command says instead of showing something.
local said = {}
vim.notify = function(message) table.insert(said, message) end

local function says(part)
  wait('the message ' .. part, function() return table.concat(said, '\n'):find(part, 1, true) end, function() return said end)
end

git('init', '--quiet')
git('add', '--all')
git('commit', '--quiet', '--message', 'first')
session.start()
session.open(workspace .. '/app.yaml')
source = vim.api.nvim_get_current_buf()

test('OamDiff says that nothing changes', function()
  vim.cmd('OamDiff')
  shows('oam-diff://', 'nothing changes since HEAD')
  equal(vim.api.nvim_get_current_buf(), source)
end)

test('OamDiff shows what the text in the buffer changes, saved or not', function()
  harness.change('replicaCount: 3', 'replicaCount: 5')
  vim.cmd('OamDiff')
  shows('oam-diff://', '~ Deployment')
  shows('oam-diff://', '~ spec.replicas: 3 → 5')
end)

test('gd in the changes goes to the place that made one', function()
  local buffer = shown('oam-diff://')
  vim.api.nvim_set_current_win(vim.fn.bufwinid(buffer))
  harness.cursor_to('spec.replicas', 'spec.replicas')
  vim.cmd('normal gd')
  wait('the source', function() return vim.api.nvim_get_current_buf() == source end)
  local row = harness.place('replicaCount: 5', '5')
  wait('the line', function() return vim.api.nvim_win_get_cursor(0)[1] == row end)
end)

test('OamDiff says what is wrong with a revision', function()
  vim.cmd('OamDiff no-such-branch')
  says('no-such-branch')
end)

test('OamGraph shows the text of a drawing', function()
  vim.cmd('OamGraph mermaid')
  shows('oam-graph://', 'flowchart')
end)

test('OamGraph gives the picture to the viewer of the system', function()
  local opened
  vim.ui.open = function(file)
    opened = file
    return {}
  end
  vim.cmd('OamGraph')
  wait('the picture', function() return opened end)
  assert(table.concat(vim.fn.readfile(opened), '\n'):find('<svg', 1, true))
end)

test('OamPlatform chooses a platform and says which one counts', function()
  vim.cmd('OamPlatform')
  says('platform rudr')
  vim.cmd('OamPlatform edas')
  says('platform edas')
  vim.cmd('OamPlatform rdur')
  says('no platform `rdur`; known are `ecs`, `edas`')
end)

test('the names of platforms come from the server, as many as have been typed', function()
  equal(vim.fn.getcompletion('OamPlatform ', 'cmdline'), { 'ecs', 'edas', 'harmonycloud', 'rudr', 'spec' })
  equal(vim.fn.getcompletion('OamPlatform e', 'cmdline'), { 'ecs', 'edas' })
end)

vim.lsp.stop_client(require('oam.client').of_buffer(source).id)
vim.fn.delete(workspace, 'rf')
harness.finish()
