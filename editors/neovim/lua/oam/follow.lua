-- The preview shows what the line at the cursor of a source becomes. The way back is in `oam.scratch`.
-- It moves the preview's cursor, never that of the source.
local origins = require('oam.origins')

local M = {}

local namespace = vim.api.nvim_create_namespace('oam_follow')

-- Files are named by servers without links, buffers as they were opened.
local function file_of(buffer)
  local name = vim.api.nvim_buf_get_name(buffer)
  return (vim.uv or vim.loop).fs_realpath(name) or name
end

local function rows_at_cursor(preview)
  local buffer = vim.api.nvim_get_current_buf()
  local line = vim.api.nvim_win_get_cursor(0)[1] - 1
  preview.files = preview.files or origins.by_file(preview.origins)
  local rows = origins.rows(preview.files, vim.api.nvim_buf_get_name(buffer), line)
  return #rows > 0 and rows or origins.rows(preview.files, file_of(buffer), line)
end

local function mark(preview, rows)
  vim.api.nvim_buf_clear_namespace(preview.buffer, namespace, 0, -1)
  local last = vim.api.nvim_buf_line_count(preview.buffer)
  for _, row in ipairs(rows) do
    if row <= last then
      vim.api.nvim_buf_set_extmark(preview.buffer, namespace, row - 1, 0, { end_row = row, hl_group = 'OamPreviewLine', hl_eol = true })
    end
  end
end

local function show(preview, row)
  local window = vim.fn.bufwinid(preview.buffer)
  if window ~= -1 and row <= vim.api.nvim_buf_line_count(preview.buffer) then
    vim.api.nvim_win_set_cursor(window, { row, 0 })
  end
  return window
end

--- Marks the lines that come from the line at the cursor, and brings the first of them into view.
--- @param preview table `buffer`, `origins`, and `files`, which is kept from call to call
--- @param is_still boolean|nil the text has changed, not the cursor: nothing is scrolled
function M.update(preview, is_still)
  if not vim.api.nvim_buf_is_valid(preview.buffer) or vim.api.nvim_get_current_buf() == preview.buffer then
    return
  end
  local rows = rows_at_cursor(preview)
  mark(preview, rows)
  if rows[1] and not is_still then
    show(preview, rows[1])
  end
end

--- Goes to the first line of the preview that comes from the line at the cursor.
--- @return boolean whether there is one
function M.go(preview)
  local row = rows_at_cursor(preview)[1]
  local window = row and show(preview, row) or -1
  if window == -1 then
    return false
  end
  vim.api.nvim_set_current_win(window)
  return true
end

--- Calls back whenever the cursor has come to another line of a file.
function M.watch(group, on_line)
  vim.cmd('highlight default link OamPreviewLine Visual')
  local last
  vim.api.nvim_create_autocmd({ 'CursorMoved', 'CursorMovedI', 'BufEnter' }, {
    group = group,
    callback = function(event)
      local here = event.buf .. ':' .. vim.api.nvim_win_get_cursor(0)[1]
      if here ~= last and vim.bo[event.buf].buftype == '' then
        last = here
        on_line()
      end
    end,
  })
end

return M
