-- Puts the previews of one file together into the lines that are shown. Plain data in and out, no buffers.
local place_of = require('oam.command').place

local M = {}

local function lines_of(text)
  local lines = vim.split(text, '\n', { plain = true })
  if lines[#lines] == '' then
    table.remove(lines)
  end
  return lines
end

--- The place of a line: the number of the document, from 0, then line and character of the start and of the end.
local function origin_of(sources, numbers)
  local uri = type(numbers) == 'table' and sources[numbers[1] + 1]
  return uri and place_of({
    uri = uri,
    range = {
      start = { line = numbers[2], character = numbers[3] },
      ['end'] = { line = numbers[4], character = numbers[5] },
    },
  }) or nil
end

local function title_of(preview)
  local state = preview.refused == true and 'refused' or preview.totals
  return (state and state ~= '') and (preview.app .. ' · ' .. state) or preview.app
end

--- @param answer table the answer of the server's `oam.preview`
--- @param file string the name of the file, for the message when it holds no application
--- @return table `lines`, `origins` (a place for each line that has one), `notes` (`line`, `severity`, `message`), `title`
function M.of(answer, file)
  local page = { lines = {}, origins = {}, notes = {}, title = '' }
  local titles = {}
  for _, preview in ipairs(answer.previews or {}) do
    local added = lines_of(preview.text)
    if #page.lines > 0 and page.lines[#page.lines] ~= '---' and added[1] ~= '---' then
      table.insert(page.lines, '---')
    end
    local first = #page.lines
    for index, line in ipairs(added) do
      table.insert(page.lines, line)
      page.origins[#page.lines] = origin_of(answer.sources or {}, (preview.lines or {})[index])
    end
    for _, note in ipairs(preview.notes or {}) do
      table.insert(page.notes, { line = first, severity = note.severity, message = note.message })
    end
    table.insert(titles, title_of(preview))
  end
  if #page.lines == 0 then
    page.lines = { '# ' .. file .. ' holds no application to preview' }
  end
  page.title = table.concat(titles, '; ')
  return page
end

return M
