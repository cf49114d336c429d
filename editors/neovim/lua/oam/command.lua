-- Asking the server for something about the current buffer, and going to a place that it answers.
local client_calls = require('oam.client')

local M = {}

function M.tell(message, level)
  vim.notify('oam: ' .. message, level or vim.log.levels.WARN)
end

--- Runs one of the server's commands for the current buffer.
--- @param command string
--- @param argument table is completed with the buffer's name
--- @param on_answer function is called with the answer, unless that is an error
function M.run(command, argument, on_answer)
  local buffer = vim.api.nvim_get_current_buf()
  local client = client_calls.of_buffer(buffer)
  if not client then
    return M.tell('the language server is not attached to this buffer; see `:help oam-start`')
  end
  argument = vim.tbl_extend('force', { uri = vim.uri_from_bufnr(buffer) }, argument)
  local params = { command = command, arguments = { argument } }
  client_calls.request(client, 'workspace/executeCommand', params, buffer, function(err, answer)
    if err then
      M.tell(err.message, vim.log.levels.ERROR)
    elseif type(answer) == 'table' then
      on_answer(answer, buffer, client)
    end
  end)
end

--- A place in an answer; nothing where there is none. A JSON null arrives as vim.NIL.
function M.place(value)
  return type(value) == 'table' and type(value.uri) == 'string' and type(value.range) == 'table' and value or nil
end

--- Shows a place in the window of the source.
function M.go(place, source, client)
  if not place or not client then
    return M.tell('this line has no place in the source')
  end
  local window = vim.fn.bufwinid(source)
  if window ~= -1 then
    vim.api.nvim_set_current_win(window)
  else
    vim.cmd('leftabove vsplit')
  end
  client_calls.show(client, place)
end

return M
