-- Another YAML server in the same editor: nothing is said or proposed twice, and nothing is lost.
-- env: YAML_SERVER (its program), FIXTURES (the folder with the fixtures of rules)
local harness = require('harness')
local session = require('session')
local test, wait, equal = harness.test, harness.wait, harness.equal

local workspace = harness.workspace()
local server = assert(os.getenv('YAML_SERVER'), 'YAML_SERVER is not set')
local fixtures = assert(os.getenv('FIXTURES'), 'FIXTURES is not set')
local client

-- Most parsers let control characters pass.
local function is_plain(it)
  return it.code == 'duplicate-key' or it.code == 'syntax-error' and not it.message:find('control character', 1, true)
end

local function start_other()
  vim.lsp.config('yamlls', {
    cmd = { 'node', server, '--stdio' },
    filetypes = { 'yaml' },
    root_markers = { 'app.yaml' },
    settings = { yaml = { schemaStore = { enable = false, url = '' } } },
  })
  vim.lsp.enable('yamlls')
end

local function other()
  local found = vim.lsp.get_clients({ bufnr = 0, name = 'yamlls' })[1]
  return found and found.initialized and found
end

-- What the other server shows in the buffer.
local function others()
  return vim.tbl_filter(function(it) return it.source == 'YAML' end, vim.diagnostic.get(0))
end

-- What ours finds, as it answers at this moment.
local function ours()
  local report = session.request(client, 'textDocument/diagnostic', { textDocument = vim.lsp.util.make_text_document_params() })
  return report.items
end

local function plain()
  return vim.tbl_filter(is_plain, ours())
end

local function each_broken(body)
  local count = 0
  for _, rule in ipairs({ 'syntax-error', 'duplicate-key' }) do
    for name in vim.fs.dir(fixtures .. '/' .. rule) do
      if name:match('%.yaml$') then
        local file = workspace .. '/' .. rule .. '-' .. name
        vim.fn.writefile(vim.fn.readfile(fixtures .. '/' .. rule .. '/' .. name, 'b'), file, 'b')
        session.open(file)
        body(name)
        count = count + 1
      end
    end
  end
  return count
end

-- Servers are started for a buffer when it is read.
local function reopen(file)
  if vim.fn.bufexists(file) == 1 then
    vim.cmd('bwipeout! ' .. vim.fn.fnameescape(file))
  end
  vim.cmd('edit ' .. vim.fn.fnameescape(file))
end

local broken = {}

test('alone, the server shows what is wrong with the YAML', function()
  session.start()
  client = session.open(workspace .. '/app.yaml')
  local count = each_broken(function(name)
    if #plain() > 0 then
      table.insert(broken, vim.api.nvim_buf_get_name(0))
    end
  end)
  assert(#broken >= 20, #broken .. ' of ' .. count .. ' fixtures are broken')
end)

test('beside another YAML server it leaves that to the other, and nothing is lost', function()
  start_other()
  reopen(broken[1])
  wait('the other server', other)
  wait('no finding of ours', function() return #plain() == 0 end)
  for _, file in ipairs(broken) do
    reopen(file)
    wait('the finding of the other server in ' .. file, function() return #others() > 0 end)
    equal(plain(), {})
  end
  harness.say('# ' .. #broken .. ' broken documents, each with a finding of one server only')
end)

test('what only we can know is still shown', function()
  reopen(workspace .. '/broken.yaml')
  equal(vim.tbl_map(function(it) return it.code end, vim.tbl_filter(function(it) return it.severity <= 2 end, ours())),
    { 'unknown-component' })
end)

test('no word is proposed twice', function()
  reopen(workspace .. '/app.yaml')
  wait('the other server', other)
  local row, column = harness.place('- name: manual-scaler', 'manual')
  local seen = {}
  for _, it in ipairs({ client, other() }) do
    local result = session.request(it, 'textDocument/completion', { position = { line = row - 1, character = column } })
    for _, item in ipairs(result and (result.items or result) or {}) do
      assert(not seen[item.label], item.label)
      seen[item.label] = true
    end
  end
  assert(seen['manual-scaler'])
end)

test('one formats what the other has formatted, and nothing changes', function()
  reopen(workspace .. '/app.yaml')
  wait('the other server', other)
  local options = { options = { tabSize = 2, insertSpaces = true } }
  local function format(with)
    local edits = session.request(with, 'textDocument/formatting', options)
    vim.lsp.util.apply_text_edits(edits or {}, vim.api.nvim_get_current_buf(), with.offset_encoding)
    return harness.lines()
  end
  format(client)
  local once = format(other())
  equal(format(client), once)
  equal(format(other()), once)
  vim.cmd('edit!')
end)

test('when the other server goes, its findings come back', function()
  vim.lsp.enable('yamlls', false)
  vim.lsp.stop_client(other().id)
  reopen(broken[1])
  wait('the finding', function() return #plain() > 0 end)
end)

test('a setting decides otherwise', function()
  vim.lsp.stop_client(client.id)
  wait('no client', function() return vim.lsp.get_client_by_id(client.id) == nil end)
  vim.lsp.config('oam', { settings = { oam = { yaml = { findings = 'show' } } } })
  start_other()
  reopen(broken[2])
  client = session.open(broken[2])
  wait('the other server', function() return other() and #others() > 0 end)
  assert(#plain() > 0)
end)

for _, it in ipairs(vim.lsp.get_clients()) do
  vim.lsp.stop_client(it.id)
end
wait('no client', function() return #vim.lsp.get_clients() == 0 end)
vim.fn.delete(workspace, 'rf')
harness.finish()
