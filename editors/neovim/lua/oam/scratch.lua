-- A window beside the source with text that nobody edits. It does not know what the text means.
local M = {}

local SPLITS = { right = 'rightbelow vnew', left = 'leftabove vnew', above = 'leftabove new', below = 'rightbelow new' }

--- Shows lines in the buffer of a name: the window that has it, or a new one. The cursor stays where it is.
--- @param name string
--- @param lines string[]
--- @param filetype string
--- @return integer buffer
function M.show(name, lines, filetype)
  local window = vim.api.nvim_get_current_win()
  local buffer = vim.fn.bufnr('^' .. vim.fn.escape(name, '*?[]{},\\') .. '$')
  if buffer == -1 or vim.fn.bufwinid(buffer) == -1 then
    vim.cmd(SPLITS.right)
    buffer = vim.api.nvim_get_current_buf()
    vim.bo[buffer].buftype = 'nofile'
    vim.bo[buffer].bufhidden = 'wipe'
    vim.bo[buffer].swapfile = false
    vim.api.nvim_buf_set_name(buffer, name)
    -- After `buftype`: language servers leave buffers alone that are no files.
    vim.bo[buffer].filetype = filetype
  end
  vim.bo[buffer].modifiable = true
  vim.api.nvim_buf_set_lines(buffer, 0, -1, false, lines)
  vim.bo[buffer].modifiable = false
  vim.bo[buffer].modified = false
  vim.api.nvim_set_current_win(window)
  return buffer
end

--- Makes `gd` and <CR> go to what a line is about.
--- @param buffer integer
--- @param go function is called with the line's number
function M.on_line(buffer, go)
  for _, key in ipairs({ 'gd', '<CR>' }) do
    vim.api.nvim_buf_set_keymap(buffer, 'n', key, '', {
      noremap = true,
      desc = 'go to the source of this line',
      callback = function() go(vim.api.nvim_win_get_cursor(0)[1]) end,
    })
  end
end

return M
