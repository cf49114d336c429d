-- Starts the real server through the real plugin, in the way START names: `enable` (vim.lsp.enable) or `setup`.
local harness = require('harness')

local M = {}

function M.start()
  local command = { assert(os.getenv('OAM_LS'), 'OAM_LS is not set'), 'serve', '--stdio' }
  vim.o.hidden = true
  vim.cmd('filetype on')
  vim.cmd('runtime plugin/oam.lua')
  if os.getenv('START') == 'enable' then
    vim.lsp.config('oam', { cmd = command })
    vim.lsp.enable('oam')
  else
    require('oam').setup({ cmd = command })
  end
end

--- Opens a file of the workspace and waits for its client. Without a server no test can say anything: the first one
--- that waits in vain ends the run.
function M.open(file)
  vim.cmd('edit ' .. vim.fn.fnameescape(file))
  local started, client = pcall(harness.wait, 'client for ' .. file, function()
    local client = require('oam.client').of_buffer(0)
    return client and client.initialized and client
  end)
  if not started then
    harness.say('not ok - the server does not start: ' .. tostring(client))
    harness.failed = harness.failed + 1
    harness.finish()
  end
  return client
end

--- Sends a request at the cursor and returns its result. The buffer is named by 0, and the edit before it counts all the same.
function M.request(client, method, extra)
  local params = vim.lsp.util.make_position_params(0, client.offset_encoding)
  params = vim.tbl_extend('force', params, extra or {})
  local answer
  require('oam.client').request(client, method, params, 0, function(err, result)
    answer = { err = err, result = result }
  end)
  harness.wait('answer to ' .. method, function() return answer end)
  assert(not answer.err, method .. ' failed: ' .. vim.inspect(answer.err))
  return answer.result
end

return M
