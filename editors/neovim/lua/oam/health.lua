-- `:checkhealth oam`: what is needed to start the server, and whether it runs. It changes nothing.
local M = {}

-- The names before and since Neovim 0.10.
local health = vim.health or require('health')
local start = health.start or health.report_start
local ok = health.ok or health.report_ok
local warn = health.warn or health.report_warn
local fail = health.error or health.report_error

local function command()
  local enabled = vim.lsp.config and vim.lsp.config.oam
  local cmd = (enabled or require('oam.config').base()).cmd
  return type(cmd) == 'table' and cmd[1] or nil
end

local function clients()
  local all = (vim.lsp.get_clients or vim.lsp.get_active_clients)()
  return vim.tbl_filter(function(it) return it.name == 'oam' end, all)
end

function M.check()
  start('oam')
  local program = command()
  if program and vim.fn.executable(program) == 1 then
    ok('server: ' .. vim.fn.exepath(program) .. ', ' .. vim.trim(vim.fn.system({ program, '--version' })))
  elseif program then
    fail('`' .. program .. '` is not executable', { 'put `oam-ls` on the PATH, or set `cmd`: see |oam-settings|' })
  end
  local running = clients()
  for _, client in ipairs(running) do
    ok('running for ' .. (client.config.root_dir or 'single files'))
  end
  if #running == 0 then
    warn('no server is running', { "open a YAML file after `vim.lsp.enable('oam')` or `require('oam').setup()`" })
  end
end

return M
