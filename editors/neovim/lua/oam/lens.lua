-- The commands behind code lenses: places are shown in the quickfix list, applications in the preview.
-- It does not show lenses; that is vim.lsp.codelens.
local client_calls = require('oam.client')

local M = {}

local SHOW_REFERENCES = 'oam.showReferences'

--- `command.arguments` are a document, a place in it, and the places to show.
local function show_references(command, context)
  local client = vim.lsp.get_client_by_id(context.client_id)
  local places = (command.arguments or {})[3]
  if not client or type(places) ~= 'table' or #places == 0 then
    vim.notify('OAM: it is used nowhere', vim.log.levels.INFO)
  elseif #places == 1 then
    client_calls.show(client, places[1])
  else
    local items = vim.lsp.util.locations_to_items(places, client.offset_encoding)
    vim.fn.setqflist({}, ' ', { title = 'OAM: ' .. command.title, items = items })
    vim.cmd('botright copen')
  end
end

--- Registers the commands with the editor, and tells the server of them.
function M.announce(capabilities)
  vim.lsp.commands[SHOW_REFERENCES] = show_references
  vim.lsp.commands['oam.preview'] = function() require('oam.preview').open('') end
  capabilities.experimental = vim.tbl_deep_extend('force', capabilities.experimental or {}, {
    commands = { commands = { SHOW_REFERENCES } },
  })
end

return M
