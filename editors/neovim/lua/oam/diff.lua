-- What the documents as they are now change for the deployment. The server compares; here it becomes lines.
local command = require('oam.command')
local scratch = require('oam.scratch')

local M = {}

local MARKS = { added = '+', removed = '-', changed = '~', reordered = '~' }

local function text_of(value)
  if value == nil or value == vim.NIL then
    return 'nothing'
  end
  return type(value) == 'string' and value or vim.json.encode(value)
end

local function side(field, name)
  return type(field[name]) == 'table' and field[name] or {}
end

local function field_line(field)
  local mark, path = MARKS[field.change] or '~', field.path
  if field.change == 'added' then
    return ('    %s %s: %s'):format(mark, path, text_of(side(field, 'new').value))
  elseif field.change == 'removed' then
    return ('    %s %s: %s'):format(mark, path, text_of(side(field, 'old').value))
  elseif field.change == 'reordered' then
    return ('    %s %s: in another order'):format(mark, path)
  end
  return ('    %s %s: %s → %s'):format(mark, path, text_of(side(field, 'old').value), text_of(side(field, 'new').value))
end

local function object_line(object)
  local name = object.name
  if type(object.namespace) == 'string' then
    name = object.namespace .. '/' .. name
  end
  return ('%s %s %s'):format(MARKS[object.change] or '~', object.kind, name)
end

--- The lines of an answer of `oam.previewDiff`, and the place in the source for each that has one.
--- @param answer table
--- @return string[] lines, table places
function M.lines(answer)
  local lines, places = {}, {}
  local function add(line, place)
    -- A value of several lines stays one here.
    for index, part in ipairs(vim.split(line, '\n', { plain = true })) do
      table.insert(lines, index == 1 and part or '        ' .. part)
    end
    places[#lines] = command.place(place)
  end
  if not answer.changed then
    add('nothing changes since ' .. answer.revision)
  else
    local totals = answer.totals or {}
    add('changes since ' .. answer.revision)
    local old, new = (totals.old or {}).text, (totals.new or {}).text
    if old and new and old ~= new then
      add(old .. ' → ' .. new)
    end
  end
  for _, object in ipairs(answer.objects or {}) do
    add('')
    add(object_line(object), side(object, 'new'))
    for _, field in ipairs(type(object.fields) == 'table' and object.fields or {}) do
      add(field_line(field), side(field, 'new'))
    end
  end
  for _, note in ipairs(answer.notes or {}) do
    add('')
    add(('%s note: %s'):format(MARKS[note.change] or '~', note.message), note)
  end
  return lines, places
end

--- Shows what changes since a revision, by default the last commit.
--- @param revision string|nil
function M.open(revision)
  local argument = (revision and revision ~= '') and { revision = revision } or {}
  command.run('oam.previewDiff', argument, function(answer, source, client)
    local lines, places = M.lines(answer)
    local buffer = scratch.show('oam-diff://' .. vim.api.nvim_buf_get_name(source), lines, 'oamdiff')
    vim.api.nvim_buf_call(buffer, function()
      vim.cmd([[syntax match DiffAdd /^\s*+ .*/ | syntax match DiffDelete /^\s*- .*/ | syntax match DiffChange /^\s*\~ .*/]])
    end)
    scratch.on_line(buffer, function(row) command.go(places[row], source, client) end)
  end)
end

return M
