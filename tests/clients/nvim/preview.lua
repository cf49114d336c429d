-- The deployment preview in Neovim: what it shows, that it follows the text, and the way back to the source.
local harness = require('harness')
local session = require('session')
local test, wait, equal = harness.test, harness.wait, harness.equal

local workspace = harness.workspace()
local source, preview

local function text()
  return table.concat(harness.lines(preview), '\n')
end

local function shows(part)
  wait('the preview shows ' .. part, function() return text():find(part, 1, true) end, text)
end

local function window_of(buffer)
  return vim.fn.bufwinid(buffer)
end

session.start()
session.open(workspace .. '/components.yaml')
session.open(workspace .. '/app.yaml')
source = vim.api.nvim_get_current_buf()

test('OamPreview opens a read-only window beside the source and leaves the cursor in the source', function()
  vim.cmd('OamPreview')
  equal(vim.api.nvim_get_current_buf(), source)
  for _, buffer in ipairs(vim.api.nvim_list_bufs()) do
    if vim.api.nvim_buf_get_name(buffer):find('^oam%-preview:') then
      preview = buffer
    end
  end
  assert(preview and window_of(preview) ~= -1, 'no preview window')
  equal({ vim.bo[preview].buftype, vim.bo[preview].filetype, vim.bo[preview].modifiable }, { 'nofile', 'yaml', false })
end)

test('it shows the manifests with the values of the application', function()
  shows('kind: Deployment')
  shows('replicas: 3')
  shows('héllo 😀')
  shows('example/queue:1.0.0')
end)

test('the totals are in the statusline', function()
  assert(vim.b[preview].oam_preview_title:find('^shop'), vim.b[preview].oam_preview_title)
end)

test('it follows the text and keeps the cursor', function()
  local row = harness.place('replicas: 3', nil, preview)
  vim.api.nvim_win_set_cursor(window_of(preview), { row, 2 })
  harness.change('replicaCount: 3', 'replicaCount: 5')
  shows('replicas: 5')
  equal(vim.api.nvim_win_get_cursor(window_of(preview)), { row, 2 })
end)

test('it follows a component in another buffer', function()
  session.open(workspace .. '/components.yaml')
  harness.change('example/web:1.0.0', 'example/web:2.0.0')
  shows('example/web:2.0.0')
  vim.cmd('buffer ' .. source)
end)

test('OamPreview again does not open a second window', function()
  local count = #vim.api.nvim_list_wins()
  vim.cmd('OamPreview')
  equal(#vim.api.nvim_list_wins(), count)
end)

test('a line of the preview leads to its source', function()
  vim.api.nvim_set_current_win(window_of(preview))
  harness.cursor_to('replicas: 5', '5')
  vim.api.nvim_feedkeys('gd', 'xt', false)
  wait('the source', function() return vim.api.nvim_get_current_buf() == source end)
  local row = harness.place('replicaCount: 5', '5')
  equal(vim.api.nvim_win_get_cursor(0)[1], row)
end)

-- The line of the preview that its window's cursor is on.
local function row_in_preview()
  return vim.api.nvim_win_get_cursor(window_of(preview))[1]
end

local function marked()
  local namespace = vim.api.nvim_get_namespaces().oam_follow
  return vim.tbl_map(function(it) return harness.lines(preview)[it[2] + 1] end,
    vim.api.nvim_buf_get_extmarks(preview, namespace, 0, -1, {}))
end

test('the preview shows what the line at the cursor becomes', function()
  harness.cursor_to('value: "héllo', 'value')
  vim.api.nvim_exec_autocmds('CursorMoved', { buffer = source })
  equal(row_in_preview(), (harness.place('value: héllo', nil, preview)))
  equal(marked(), { '          value: héllo 😀' })
  equal(vim.api.nvim_get_current_buf(), source)
end)

test('a line that becomes several marks them all, one that becomes nothing none', function()
  harness.cursor_to('name: shop', 'shop')
  vim.api.nvim_exec_autocmds('CursorMoved', { buffer = source })
  assert(#marked() > 2, vim.inspect(marked()))
  for _, line in ipairs(marked()) do
    assert(line:find('part-of: shop', 1, true), line)
  end
  harness.cursor_to('traits:', 'traits')
  vim.api.nvim_exec_autocmds('CursorMoved', { buffer = source })
  equal(marked(), {})
end)

test('OamJump goes from the source to the preview and back', function()
  harness.cursor_to('replicaCount: 5', '5')
  vim.cmd('OamJump')
  equal(vim.api.nvim_get_current_buf(), preview)
  equal(row_in_preview(), (harness.place('replicas: 5')))
  vim.cmd('OamJump')
  wait('the source', function() return vim.api.nvim_get_current_buf() == source end)
  equal(vim.api.nvim_win_get_cursor(0)[1], (harness.place('replicaCount: 5')))
end)

test('OamJump goes from a component in another file', function()
  session.open(workspace .. '/components.yaml')
  harness.cursor_to('image: example/queue', 'image')
  vim.cmd('OamJump')
  equal(vim.api.nvim_get_current_buf(), preview)
  equal(row_in_preview(), (harness.place('image: example/queue')))
  vim.api.nvim_set_current_win(vim.fn.win_getid(vim.fn.winnr('#')))
  vim.cmd('buffer ' .. source)
end)

test('a file without application says so', function()
  session.open(workspace .. '/other.yaml')
  vim.cmd('OamPreview below')
  wait('the message', function()
    for _, window in ipairs(vim.api.nvim_list_wins()) do
      local first = harness.lines(vim.api.nvim_win_get_buf(window))[1]
      if first == '# other.yaml holds no application to preview' then
        return true
      end
    end
  end)
end)

test('closing the window ends the preview', function()
  vim.api.nvim_win_close(window_of(preview), true)
  equal(vim.api.nvim_buf_is_valid(preview), false)
end)

vim.fn.delete(workspace, 'rf')
harness.finish()
