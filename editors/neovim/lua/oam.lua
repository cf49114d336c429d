-- Starts the OAM language server for YAML buffers, on any Neovim since 0.7.
-- It does not decide which documents are OAM: the server looks at their content and is silent on others.
local config = require('oam.config')

local M = {}

-- Neovim 0.8 has vim.lsp.start; before that, clients are shared by hand.
local clients_by_root = {}

local function start(options, buffer)
  options = vim.tbl_extend('force', options, { root_dir = config.root_of(vim.api.nvim_buf_get_name(buffer)) })
  if vim.lsp.start then
    vim.api.nvim_buf_call(buffer, function() vim.lsp.start(options) end)
    return
  end
  local root = options.root_dir or ''
  local known = clients_by_root[root]
  if not known or not vim.lsp.get_client_by_id(known) then
    known = vim.lsp.start_client(options)
    clients_by_root[root] = known
  end
  if known then
    vim.lsp.buf_attach_client(buffer, known)
  end
end

local function is_candidate(buffer)
  return vim.bo[buffer].filetype == 'yaml' and vim.bo[buffer].buftype == '' and vim.api.nvim_buf_get_name(buffer) ~= ''
end

local function setup_by_autocommand(options)
  vim.api.nvim_create_autocmd('FileType', {
    group = vim.api.nvim_create_augroup('oam', { clear = true }),
    pattern = 'yaml',
    callback = function(event)
      if is_candidate(event.buf) then
        start(options, event.buf)
      end
    end,
  })
  for _, buffer in ipairs(vim.api.nvim_list_bufs()) do
    if vim.api.nvim_buf_is_loaded(buffer) and is_candidate(buffer) then
      start(options, buffer)
    end
  end
end

--- Starts the server for every YAML buffer.
--- @param options table|nil `platform`, and any field of |vim.lsp.ClientConfig| such as `cmd` or `on_attach`
function M.setup(options)
  options = vim.deepcopy(options or {})
  if options.platform then
    options.settings = vim.tbl_deep_extend('force', options.settings or {}, { oam = { platform = options.platform } })
    options.platform = nil
  end
  if vim.lsp.config and vim.lsp.enable then
    vim.lsp.config('oam', options)
    vim.lsp.enable('oam')
  else
    setup_by_autocommand(vim.tbl_deep_extend('force', config.base(), options))
  end
end

return M
