-- A minimal test runner inside Neovim (0.7 and newer): named tests, waiting for a state instead of sleeping,
-- positions by text instead of by number. Knows nothing of OAM.
local M = { passed = 0, failed = 0 }

local DEADLINE = tonumber(os.getenv('STEP_TIMEOUT') or '') or 20000

function M.say(text)
  io.stdout:write(text .. '\n')
end

--- Runs one test; a failure is printed and counted, and the next one runs.
function M.test(name, body)
  local ok, trace = xpcall(body, debug.traceback)
  M.passed = M.passed + (ok and 1 or 0)
  M.failed = M.failed + (ok and 0 or 1)
  M.say((ok and 'ok' or 'not ok') .. ' - ' .. name .. (ok and '' or '\n' .. tostring(trace)))
end

--- Waits until `condition` returns something true and returns it; `describe` says what is there instead.
function M.wait(what, condition, describe)
  local value
  local met = vim.wait(DEADLINE, function()
    value = condition()
    return value and true or false
  end, 20)
  if not met then
    error('timeout: ' .. what .. (describe and ('\nhave: ' .. vim.inspect(describe())) or ''), 2)
  end
  return value
end

function M.equal(have, want)
  if not vim.deep_equal(have, want) then
    error('want ' .. vim.inspect(want) .. '\nhave ' .. vim.inspect(have), 2)
  end
end

--- A copy of the sample workspace in a folder of its own.
function M.workspace()
  local folder = vim.fn.tempname()
  vim.fn.mkdir(folder, 'p')
  folder = vim.loop.fs_realpath(folder)
  local source = os.getenv('WORKSPACE')
  for _, name in ipairs(vim.fn.readdir(source)) do
    vim.fn.writefile(vim.fn.readfile(source .. '/' .. name, 'b'), folder .. '/' .. name, 'b')
  end
  return folder
end

function M.lines(buffer)
  return vim.api.nvim_buf_get_lines(buffer or 0, 0, -1, false)
end

--- The place of `part` in the first line that holds `line`, as row from 1 and byte column from 0.
function M.place(line, part, buffer)
  for row, text in ipairs(M.lines(buffer)) do
    local from = text:find(line, 1, true)
    if from then
      return row, text:find(part or line, from, true) - 1
    end
  end
  error('no line holds ' .. line, 2)
end

function M.cursor_to(line, part)
  local row, column = M.place(line, part)
  vim.api.nvim_win_set_cursor(0, { row, column })
end

--- Replaces `old` by `new` in the first line that holds it.
function M.change(old, new)
  local row, column = M.place(old)
  vim.api.nvim_buf_set_text(0, row - 1, column, row - 1, column + #old, { new })
  vim.api.nvim_exec_autocmds('TextChanged', { buffer = 0 })
end

--- Prints the count and leaves with 0 only when everything passed and something ran.
function M.finish()
  M.say(('%d passed, %d failed'):format(M.passed, M.failed))
  vim.cmd((M.failed == 0 and M.passed > 0) and 'qall!' or 'cquit!')
end

return M
