-- What the server changes for a user of Neovim: a rename across files, a fix.
local harness = require('harness')
local session = require('session')
local test, wait, equal = harness.test, harness.wait, harness.equal

local workspace = harness.workspace()
local client

-- The text of a file as its buffer has it.
local function text_of(name)
  local buffer = vim.fn.bufnr(workspace .. '/' .. name)
  return buffer == -1 and '' or table.concat(harness.lines(buffer), '\n')
end

-- Chooses the entry of the next menu that holds a part, and tells all of them.
local function choose(part)
  local seen = {}
  vim.ui.select = function(items, options, on_choice)
    for index, item in ipairs(items) do
      local title = options.format_item and options.format_item(item) or tostring(item)
      table.insert(seen, title)
      if title:find(part, 1, true) then
        return on_choice(item, index)
      end
    end
    on_choice(nil)
  end
  return seen
end

local function errors()
  return vim.diagnostic.get(0, { severity = vim.diagnostic.severity.ERROR })
end

session.start()
client = session.open(workspace .. '/app.yaml')

test('a parameter is renamed in all files', function()
  harness.cursor_to('- name: greeting', 'greeting')
  vim.lsp.buf.rename('salutation')
  wait('the new name', function() return text_of('app.yaml'):find('- name: salutation', 1, true) end, harness.lines)
  local components = text_of('components.yaml')
  assert(components:find('- name: salutation', 1, true), components)
  assert(components:find('fromParam: salutation', 1, true), components)
  assert(not components:find('greeting', 1, true), components)
  -- Between the edits of two files there may be findings, which go away.
  wait('no finding', function() return #errors() == 0 end, errors)
end)

test('what is no name is refused, and nothing changes', function()
  local before = text_of('app.yaml')
  harness.cursor_to('componentName: queue', 'queue')
  local refused
  local params = vim.lsp.util.make_position_params(0, client.offset_encoding)
  params.newName = 'Web Site'
  require('oam.client').request(client, 'textDocument/rename', params, 0, function(err) refused = err end)
  wait('the refusal', function() return refused end)
  assert(refused.message:find('Web Site', 1, true), refused.message)
  equal(text_of('app.yaml'), before)
end)

test('a fix corrects the name of a component', function()
  session.open(workspace .. '/broken.yaml')
  wait('the finding', function() return #errors() == 1 end)
  harness.cursor_to('componentName: quueue', 'quueue')
  local seen = choose('queue`')
  vim.lsp.buf.code_action()
  wait('the correction', function() return text_of('broken.yaml'):find('componentName: queue\n', 1, true) end, function() return seen end)
  wait('no finding', function() return #errors() == 0 end)
end)

vim.lsp.stop_client(client.id)
vim.fn.delete(workspace, 'rf')
harness.finish()
