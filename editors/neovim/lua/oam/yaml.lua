-- Living beside another YAML server in the same editor: what both would say about a document as YAML is left to it.
-- `settings.oam.yaml.findings` decides otherwise. Before Neovim 0.8 nobody tells which servers there are; then it is
-- the setting alone.
local M = {}

local client_calls = require('oam.client')

-- The names under which it is started.
local OTHERS = { yamlls = true, ['yaml-language-server'] = true }

local function clients()
  return (vim.lsp.get_clients or vim.lsp.get_active_clients)()
end

local function is_stopped(client)
  -- A method since Neovim 0.11.
  return client.is_stopped(client)
end

local function shows_findings(client)
  local validate = (client_calls.settings(client).yaml or {}).validate
  return OTHERS[client.name] and validate ~= false and not is_stopped(client) and next(client.attached_buffers or {}) ~= nil
end

--- What a setting means at this moment.
--- @param setting string|nil
local function decide(setting)
  if setting == 'show' or setting == 'hide' then
    return setting
  end
  for _, client in ipairs(clients()) do
    if shows_findings(client) then
      return 'hide'
    end
  end
  return 'show'
end

--- The settings that the server gets: a copy, so that what the user has written stays as it is.
--- @param settings table the section `oam`
function M.decided(settings)
  local wanted = vim.tbl_get(settings, 'yaml', 'findings')
  return vim.tbl_deep_extend('force', settings, { yaml = { findings = decide(wanted) } })
end

local function tell()
  for _, client in ipairs(clients()) do
    if client.name == 'oam' and client.initialized then
      local settings = client_calls.settings(client).oam or {}
      -- What the user wants, before the first decision took its place.
      client.oam_yaml_findings = client.oam_yaml_findings or vim.tbl_get(settings, 'yaml', 'findings') or 'auto'
      local findings = decide(client.oam_yaml_findings)
      if vim.tbl_get(settings, 'yaml', 'findings') ~= findings then
        client_calls.change_settings(client, { yaml = { findings = findings } })
      end
    end
  end
end

--- Decides anew whenever a server comes or goes.
function M.watch()
  if vim.fn.exists('##LspAttach') == 0 then
    return
  end
  vim.api.nvim_create_autocmd({ 'LspAttach', 'LspDetach' }, {
    group = vim.api.nvim_create_augroup('oam_yaml', { clear = true }),
    -- A client that goes is still there while it is being detached.
    callback = vim.schedule_wrap(tell),
  })
end

return M
