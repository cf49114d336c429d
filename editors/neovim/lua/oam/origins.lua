-- Which lines of a preview come from a line of a source. Plain data in and out, no buffers.
local M = {}

--- Sorts the lines of a preview by the files they come from.
--- @param origins table a place for each line that has one, by its number from 1
--- @return table by name of file, a list of `row`, `first`, `last` (lines of the source, from 0)
function M.by_file(origins)
  local files, names = {}, {}
  for row, place in pairs(origins) do
    local name = names[place.uri] or vim.uri_to_fname(place.uri)
    names[place.uri] = name
    files[name] = files[name] or {}
    table.insert(files[name], { row = row, first = place.range.start.line, last = place.range['end'].line })
  end
  return files
end

--- The lines of the preview that come from a line of a file; of places around it the smallest counts.
--- @param files table what `by_file` returned
--- @param file string
--- @param line integer from 0
--- @return integer[] rows from 1, in order
function M.rows(files, file, line)
  local rows, least = {}, math.huge
  for _, it in ipairs(files[file] or {}) do
    local size = it.last - it.first
    if it.first <= line and line <= it.last and size <= least then
      rows = size < least and {} or rows
      least = size
      table.insert(rows, it.row)
    end
  end
  table.sort(rows)
  return rows
end

return M
