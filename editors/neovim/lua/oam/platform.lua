-- The platform that applications are written for, chosen for this session.
local client_calls = require('oam.client')
local command = require('oam.command')

local M = {}

-- How often and how long after each other it is asked whether a choice has arrived: the server asks for settings first.
local ATTEMPTS, PAUSE = 20, 50

local function say(wanted, attempt)
  command.run('oam.status', {}, function(status)
    local platform = type(status.platform) == 'string' and status.platform or nil
    if wanted and platform ~= wanted and attempt < ATTEMPTS then
      return vim.defer_fn(function() say(wanted, attempt + 1) end, PAUSE)
    end
    command.tell('platform ' .. (platform or 'none: all that any of them offers is possible'), vim.log.levels.INFO)
  end)
end

--- The platforms that the server of the current buffer knows of; none without a server.
--- @return string[]
function M.known()
  local buffer = vim.api.nvim_get_current_buf()
  local client = client_calls.of_buffer(buffer)
  local params = { command = 'oam.status', arguments = {} }
  local status = client and client_calls.ask_now(client, 'workspace/executeCommand', params, buffer)
  return type(status) == 'table' and status.platforms or {}
end

--- Chooses a platform for the server of the current buffer, or says which one counts.
--- @param name string|nil
function M.choose(name)
  local client = client_calls.of_buffer(vim.api.nvim_get_current_buf())
  if not client then
    return command.tell('the language server is not attached to this buffer; see `:help oam-start`')
  end
  if name and name ~= '' then
    local known = M.known()
    if not vim.tbl_contains(known, name) then
      return command.tell('no platform `' .. name .. '`; known are `' .. table.concat(known, '`, `') .. '`')
    end
    client_calls.change_settings(client, { platform = name })
  end
  say(name ~= '' and name or nil, 1)
end

return M
