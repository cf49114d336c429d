-- The deployment preview: a scratch buffer beside the source that follows every change.
-- The server renders, and says when a preview may have become another; this file only asks, shows the answer and finds the
-- way between it and the source. An answer that is overtaken by a newer question is dropped, so that the text never goes back in time.
local client_calls = require('oam.client')
local command = require('oam.command')
local follow = require('oam.follow')
local page_of = require('oam.page').of
local scratch = require('oam.scratch')

local M = {}

local SPLITS = { right = 'rightbelow vnew', left = 'leftabove vnew', above = 'leftabove new', below = 'rightbelow new' }
local SEVERITIES = { info = vim.diagnostic.severity.INFO, gap = vim.diagnostic.severity.WARN, refused = vim.diagnostic.severity.ERROR }
local notes_namespace = vim.api.nvim_create_namespace('oam_preview')

-- By source buffer: `buffer`, `source`, `origins` of its lines, `files` (the same by file), `cancel` of the running request, and
-- `question`, a number that grows.
local previews = {}

-- Replaces only the lines that differ: the cursor, folds and marks around them stay.
local function replace_lines(buffer, lines)
  local old = vim.api.nvim_buf_get_lines(buffer, 0, -1, false)
  local first, shorter = 0, math.min(#old, #lines)
  while first < shorter and old[first + 1] == lines[first + 1] do
    first = first + 1
  end
  local last = 0
  while last < shorter - first and old[#old - last] == lines[#lines - last] do
    last = last + 1
  end
  local changed = {}
  for index = first + 1, #lines - last do
    table.insert(changed, lines[index])
  end
  vim.bo[buffer].modifiable = true
  vim.api.nvim_buf_set_lines(buffer, first, #old - last, false, changed)
  vim.bo[buffer].modifiable = false
  vim.bo[buffer].modified = false
end

local function show_notes(buffer, notes)
  vim.diagnostic.set(notes_namespace, buffer, vim.tbl_map(function(note)
    return { lnum = note.line, col = 0, severity = SEVERITIES[note.severity], source = 'oam', message = note.message }
  end, notes))
end

local function show(preview, answer)
  local page = page_of(answer, vim.fn.fnamemodify(vim.api.nvim_buf_get_name(preview.source), ':t'))
  preview.origins, preview.files = page.origins, nil
  replace_lines(preview.buffer, page.lines)
  follow.update(preview, true)
  show_notes(preview.buffer, page.notes)
  vim.b[preview.buffer].oam_preview_title = page.title
end

local function refresh(preview)
  if not vim.api.nvim_buf_is_valid(preview.buffer) or not vim.api.nvim_buf_is_valid(preview.source) then
    return
  end
  local client = client_calls.of_buffer(preview.source)
  if not client then
    return
  end
  if preview.cancel then
    preview.cancel()
  end
  preview.question = preview.question + 1
  local question = preview.question
  local params = { command = 'oam.preview', arguments = { { uri = vim.uri_from_bufnr(preview.source) } } }
  preview.cancel = client_calls.request(client, 'workspace/executeCommand', params, preview.source, function(err, answer)
    if question ~= preview.question or not vim.api.nvim_buf_is_valid(preview.buffer) then
      return
    end
    preview.cancel = nil
    if err then
      command.tell(err.message)
    elseif type(answer) == 'table' then
      show(preview, answer)
    end
  end)
end

--- The server says that the previews of some documents may be others by now, because of a change here or elsewhere.
--- @param params table what came with `oam/previewChanged`
function M.changed(params)
  for _, document in ipairs(params.documents or {}) do
    local preview = previews[vim.uri_to_bufnr(document.uri)]
    if preview then
      refresh(preview)
    end
  end
end

local function watch(preview)
  local group = vim.api.nvim_create_augroup('oam_preview', { clear = true })
  follow.watch(group, function()
    for _, it in pairs(previews) do
      follow.update(it)
    end
  end)
  vim.api.nvim_create_autocmd('BufWipeout', {
    buffer = preview.buffer,
    callback = function()
      previews[preview.source] = nil
      if next(previews) == nil then
        vim.api.nvim_create_augroup('oam_preview', { clear = true })
      end
    end,
  })
  scratch.on_line(preview.buffer, function(row)
    command.go(preview.origins[row], preview.source, client_calls.of_buffer(preview.source))
  end)
end

local function open_buffer(source, split)
  vim.cmd(split)
  local buffer = vim.api.nvim_get_current_buf()
  vim.bo[buffer].buftype = 'nofile'
  vim.bo[buffer].bufhidden = 'wipe'
  vim.bo[buffer].swapfile = false
  vim.api.nvim_buf_set_name(buffer, 'oam-preview://' .. vim.api.nvim_buf_get_name(source))
  -- After `buftype`: language servers leave buffers alone that are no files.
  vim.bo[buffer].filetype = 'yaml'
  vim.bo[buffer].modifiable = false
  vim.wo.statusline = 'OAM preview  %{get(b:, "oam_preview_title", "")}%=%l/%L'
  return buffer
end

--- Opens the preview of the current buffer, or refreshes the one that is open.
--- @param where string|nil `right` (default), `left`, `above` or `below`
function M.open(where)
  local split = SPLITS[(where == nil or where == '') and 'right' or where]
  if not split then
    return command.tell('no place `' .. where .. '` for the preview; possible are `above`, `below`, `left`, `right`')
  end
  local source = vim.api.nvim_get_current_buf()
  if not client_calls.of_buffer(source) then
    return command.tell('the language server is not attached to this buffer; see `:help oam-start`')
  end
  local preview = previews[source]
  if not preview then
    local window = vim.api.nvim_get_current_win()
    preview = { source = source, buffer = open_buffer(source, split), origins = {}, question = 0 }
    previews[source] = preview
    watch(preview)
    vim.api.nvim_set_current_win(window)
  end
  refresh(preview)
end

--- From a line of a source to what it becomes in a preview, and from a line of a preview to its source.
function M.jump()
  local here = vim.api.nvim_get_current_buf()
  for _, preview in pairs(previews) do
    if preview.buffer == here then
      local row = vim.api.nvim_win_get_cursor(0)[1]
      return command.go(preview.origins[row], preview.source, client_calls.of_buffer(preview.source))
    end
  end
  if next(previews) == nil then
    return command.tell('no preview is open; `:OamPreview` opens one')
  end
  -- That of this file before those of others, which may be made of it as well.
  for _, preview in pairs(previews) do
    if preview.source == here and follow.go(preview) then
      return
    end
  end
  for _, preview in pairs(previews) do
    if follow.go(preview) then
      return
    end
  end
  command.tell('nothing in the preview comes from this line')
end

return M
