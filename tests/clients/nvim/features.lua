-- What a user of Neovim sees of the server: findings, completion, hover, navigation, symbols.
local harness = require('harness')
local session = require('session')
local test, wait, equal = harness.test, harness.wait, harness.equal

local workspace = harness.workspace()
local client

local function file_of(uri)
  return vim.fn.fnamemodify(vim.uri_to_fname(uri), ':t')
end

-- Errors and warnings; hints about good practice are no business of these checks.
local function problems()
  return vim.diagnostic.get(0, { severity = { min = vim.diagnostic.severity.WARN } })
end

local function findings()
  return vim.tbl_map(function(it) return { it.lnum + 1, it.col, it.code, it.message } end, problems())
end

test('the server starts with the workspace as its root', function()
  session.start()
  client = session.open(workspace .. '/app.yaml')
  equal(client.config.root_dir, workspace)
  equal(vim.bo.filetype, 'yaml')
end)

test('a component in another file is found and an unknown one is not', function()
  session.open(workspace .. '/broken.yaml')
  local row, column = harness.place('componentName: quueue', 'quueue')
  wait('the finding', function() return #problems() == 1 end, findings)
  local finding = problems()[1]
  equal({ finding.lnum + 1, finding.col, finding.end_col, finding.severity }, { row, column, column + #'quueue', vim.diagnostic.severity.ERROR })
  equal(finding.code, 'unknown-component')
  assert(finding.message:find('`quueue`', 1, true), finding.message)
end)

test('the finding goes away as the text is corrected', function()
  harness.change('quueue', 'queue')
  wait('no finding', function() return #problems() == 0 end, findings)
end)

test('a document that is not OAM has no findings', function()
  session.open(workspace .. '/other.yaml')
  -- The answer to a request shows that the server has seen the document.
  session.request(client, 'textDocument/documentSymbol')
  equal(findings(), {})
end)

test('a correct application has no findings', function()
  session.open(workspace .. '/app.yaml')
  session.request(client, 'textDocument/documentSymbol')
  equal(findings(), {})
end)

-- Asks for completion where the cursor of insert mode would be, at the end of a row.
local function labels_at_end_of(row)
  local line = harness.lines()[row]
  local result = session.request(client, 'textDocument/completion', { position = { line = row - 1, character = #line } })
  local labels = vim.tbl_map(function(it) return it.label end, result.items or result)
  table.sort(labels)
  return labels
end

test('completion offers the traits that apply to the workload type', function()
  local row = harness.place('instanceName: orders')
  vim.api.nvim_buf_set_lines(0, row, row, false, { '      traits:', '        - name: ' })
  local labels = labels_at_end_of(row + 2)
  vim.cmd('silent undo')
  assert(vim.tbl_contains(labels, 'manual-scaler'), 'manual-scaler applies to a worker: ' .. vim.inspect(labels))
  assert(not vim.tbl_contains(labels, 'ingress'), 'ingress does not apply to a worker: ' .. vim.inspect(labels))
end)

test('completion offers the components of other files', function()
  local row = harness.place('componentName: queue')
  harness.change('componentName: queue', 'componentName: ')
  local labels = labels_at_end_of(row)
  vim.cmd('silent undo')
  equal(labels, { 'queue', 'web' })
end)

test('hover explains a trait', function()
  harness.cursor_to('- name: manual-scaler', 'manual-scaler')
  local hover = session.request(client, 'textDocument/hover')
  local text = type(hover.contents) == 'table' and hover.contents.value or hover.contents
  assert(text:find('manual-scaler', 1, true), text)
  vim.lsp.buf.hover()
  wait('the floating window', function()
    for _, window in ipairs(vim.api.nvim_list_wins()) do
      if vim.api.nvim_win_get_config(window).relative ~= '' then
        local shown = table.concat(harness.lines(vim.api.nvim_win_get_buf(window)), '\n')
        vim.api.nvim_win_close(window, true)
        return shown:find('manual%-scaler') ~= nil
      end
    end
  end)
end)

test('go to definition opens the file of the component', function()
  harness.cursor_to('componentName: queue', 'queue')
  vim.lsp.buf.definition()
  wait('the other file', function() return vim.fn.expand('%:t') == 'components.yaml' end)
  local row, column = harness.place('name: queue', 'queue')
  equal(vim.api.nvim_win_get_cursor(0), { row, column })
end)

test('references from the component find its uses in other files', function()
  local result = session.request(client, 'textDocument/references', { context = { includeDeclaration = true } })
  local files = vim.tbl_map(function(it) return file_of(it.uri) end, result)
  table.sort(files)
  -- `broken.yaml` was corrected above, in its buffer only.
  equal(files, { 'app.yaml', 'broken.yaml', 'components.yaml' })
end)

test('a lens over a component shows where it is used', function()
  session.open(workspace .. '/components.yaml')
  local lenses = session.request(client, 'textDocument/codeLens')
  local lens = session.request(client, 'codeLens/resolve', lenses[1])
  equal(lens.command.command, 'oam.showReferences')
  assert(lens.command.title:find('^used by'), lens.command.title)
  vim.lsp.commands[lens.command.command](lens.command, { client_id = client.id, bufnr = 0 })
  local places = lens.command.arguments[3]
  if #places > 1 then
    equal(#vim.fn.getqflist(), #places)
    vim.cmd('cclose')
  else
    equal(vim.fn.expand('%:t'), file_of(places[1].uri))
  end
end)

test('the outline names the application and its components', function()
  session.open(workspace .. '/app.yaml')
  local names = {}
  local function collect(symbols)
    for _, symbol in ipairs(symbols) do
      names[symbol.name] = true
      collect(symbol.children or {})
    end
  end
  collect(session.request(client, 'textDocument/documentSymbol'))
  assert(names.shop and names.front and names.orders, vim.inspect(vim.tbl_keys(names)))
end)

test('the server stops cleanly', function()
  vim.lsp.stop_client(client.id)
  wait('no client', function() return vim.lsp.get_client_by_id(client.id) == nil end)
end)

vim.fn.delete(workspace, 'rf')
harness.finish()
