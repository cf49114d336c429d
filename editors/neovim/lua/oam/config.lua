-- How the server is started and where its workspace begins; used by both ways to start it.
-- Only functions that Neovim 0.7 has are used here.
local M = {}

local ROOT_MARKERS = { '.oam-ls.yaml', '.git' }

local function exists(path)
  return (vim.uv or vim.loop).fs_stat(path) ~= nil
end

--- The nearest folder with one of the markers. Without any it is the file's own folder, so that the files
--- beside it are known, but never the home folder or the top of the disk: they are too large to be a workspace.
--- @param file string
--- @return string|nil
function M.root_of(file)
  local folder = vim.fn.fnamemodify(file, ':p:h')
  local home = (vim.uv or vim.loop).os_homedir()
  local here, parent = folder, vim.fn.fnamemodify(folder, ':h')
  while true do
    for _, marker in ipairs(ROOT_MARKERS) do
      if exists(here .. '/' .. marker) then
        return here
      end
    end
    if parent == here then
      break
    end
    here, parent = parent, vim.fn.fnamemodify(parent, ':h')
  end
  if folder == here or folder == home then
    return nil
  end
  return folder
end

--- The fields that every version of Neovim understands.
function M.base()
  return {
    name = 'oam',
    cmd = { 'oam-ls', 'serve', '--stdio' },
    filetypes = { 'yaml' },
    handlers = {
      ['oam/previewChanged'] = function(_, params) require('oam.preview').changed(params) end,
    },
    -- The server needs its platform before it looks at the first file.
    before_init = function(params, config)
      local yaml = require('oam.yaml')
      params.initializationOptions = yaml.decided((config.settings or {}).oam or {})
      params.initializationOptions.previewChanged = true
      yaml.watch()
      require('oam.lens').announce(params.capabilities)
    end,
  }
end

--- The configuration for |vim.lsp.enable()|.
function M.for_enable()
  local config = M.base()
  -- A function instead of `root_markers`, whose entries have an order: here the nearest marker wins, whichever it is.
  config.root_dir = function(buffer, on_root)
    local file = vim.api.nvim_buf_get_name(buffer)
    if file ~= '' then
      on_root(M.root_of(file))
    end
  end
  return config
end

return M
