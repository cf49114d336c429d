-- The few calls whose names changed between Neovim 0.7 and 0.11.
local M = {}

-- How long a user who presses a key may wait, in milliseconds.
local PATIENCE = 1000

local has_methods = vim.fn.has('nvim-0.11') == 1

--- The OAM client of a buffer.
function M.of_buffer(buffer)
  local clients = {}
  if vim.lsp.get_clients then
    clients = vim.lsp.get_clients({ bufnr = buffer, name = 'oam' })
  else
    for _, client in pairs(vim.lsp.buf_get_clients(buffer)) do
      if client.name == 'oam' then
        table.insert(clients, client)
      end
    end
  end
  return clients[1]
end

-- Neovim 0.11 sends what was typed before a request for a buffer named by its number alone, not by 0.
local function number_of(buffer)
  return buffer == 0 and vim.api.nvim_get_current_buf() or buffer
end

--- Sends a request; returns a function that cancels it.
function M.request(client, method, params, buffer, on_answer)
  buffer = number_of(buffer)
  local sent, id
  if has_methods then
    sent, id = client:request(method, params, on_answer, buffer)
  else
    sent, id = client.request(method, params, on_answer, buffer)
  end
  return function()
    if not sent or not id then
      return
    elseif has_methods then
      client:cancel_request(id)
    else
      client.cancel_request(id)
    end
  end
end

--- Sends a request and waits for its result, but not for long; nil when none has come.
function M.ask_now(client, method, params, buffer)
  buffer = number_of(buffer)
  local sync = client.request_sync
  local answer
  if has_methods then
    answer = sync(client, method, params, PATIENCE, buffer)
  else
    answer = sync(method, params, PATIENCE, buffer)
  end
  return answer and answer.result
end

--- Tells the server something.
function M.notify(client, method, params)
  if has_methods then
    client:notify(method, params)
  else
    client.notify(method, params)
  end
end

--- The settings of a client, by section.
function M.settings(client)
  return client.settings or client.config.settings or {}
end

--- Changes the section `oam` of a client's settings and tells the server.
function M.change_settings(client, changes)
  local settings = M.settings(client)
  settings.oam = vim.tbl_deep_extend('force', settings.oam or {}, changes)
  client.settings = settings
  client.config.settings = settings
  M.notify(client, 'workspace/didChangeConfiguration', { settings = settings })
end

--- Shows a place in the current window.
function M.show(client, location)
  if vim.lsp.util.show_document then
    vim.lsp.util.show_document(location, client.offset_encoding, { focus = true })
  else
    vim.lsp.util.jump_to_location(location, client.offset_encoding)
  end
end

return M
