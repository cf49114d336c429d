-- The topology of an application: as a picture in the system's viewer, or as text for a diagram in a window.
local command = require('oam.command')
local scratch = require('oam.scratch')

local M = {}

local TEXTS = { mermaid = 'mermaid', dot = 'dot' }

--- The forms that `:OamGraph` takes.
M.forms = { 'dot', 'mermaid', 'svg' }

local function file_of(app)
  local folder = vim.fn.stdpath('cache') .. '/oam'
  vim.fn.mkdir(folder, 'p')
  -- What a name may hold that a file's may not.
  return folder .. '/' .. app:gsub('[^%w%-_.]', '_') .. '.svg'
end

local function show_picture(graph)
  local file = file_of(graph.app)
  vim.fn.writefile(vim.split(graph.text, '\n', { plain = true }), file)
  if not vim.ui.open then
    return command.tell('the picture is in ' .. file, vim.log.levels.INFO)
  end
  local _, problem = vim.ui.open(file)
  if problem then
    command.tell('the picture is in ' .. file .. ', but nothing shows it: ' .. problem)
  end
end

--- Draws the application at the cursor, or the first one of the buffer.
--- @param form string|nil `svg` (default), `mermaid` or `dot`
function M.open(form)
  form = (form == nil or form == '') and 'svg' or form
  if not vim.tbl_contains(M.forms, form) then
    return command.tell('no form `' .. form .. '`; possible are `' .. table.concat(M.forms, '`, `') .. '`')
  end
  local cursor = vim.api.nvim_win_get_cursor(0)
  local argument = { format = form, theme = vim.o.background, position = { line = cursor[1] - 1, character = 0 } }
  command.run('oam.graph', argument, function(answer, source)
    local graph = (answer.graphs or {})[1]
    if not graph then
      command.tell('there is no application to draw here')
    elseif TEXTS[form] then
      local lines = vim.split(graph.text, '\n', { plain = true })
      scratch.show('oam-graph://' .. vim.api.nvim_buf_get_name(source), lines, TEXTS[form])
    else
      show_picture(graph)
    end
  end)
end

return M
