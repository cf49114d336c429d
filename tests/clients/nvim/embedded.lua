-- A second Neovim, driven from here by a user's keys: the popup menu and insert mode do not run while a script does.
local harness = require('harness')

local M = {}

--- Starts it with some arguments and options of |jobstart()|, and gives it a screen.
function M.start(arguments, options)
  local command = vim.list_extend({ vim.v.progpath, '--embed', '--headless', '-i', 'NONE', '-n' }, arguments)
  M.channel = vim.fn.jobstart(command, vim.tbl_extend('force', { rpc = true }, options or {}))
  vim.rpcrequest(M.channel, 'nvim_ui_attach', 100, 30, { rgb = true })
end

function M.remote(code, ...)
  return vim.rpcrequest(M.channel, 'nvim_exec_lua', code, { ... })
end

function M.press(keys)
  vim.rpcrequest(M.channel, 'nvim_input', keys)
end

function M.lines()
  return M.remote('return vim.api.nvim_buf_get_lines(0, 0, -1, false)')
end

--- What the popup menu offers; nothing while it is not there.
function M.offered()
  if vim.rpcrequest(M.channel, 'nvim_call_function', 'pumvisible', {}) ~= 1 then
    return {}
  end
  return M.remote([[return vim.tbl_map(function(it) return it.abbr end, vim.fn.complete_info({ 'items' }).items)]])
end

--- Ends it, after its servers: what they were asked last is answered.
function M.stop()
  M.remote([[
    for _, client in ipairs(vim.lsp.get_clients()) do
      client:stop()
    end
  ]])
  harness.wait('the end of the servers', function() return M.remote('return #vim.lsp.get_clients()') == 0 end)
  vim.fn.jobstop(M.channel)
end

return M
