-- A user's keys in a real Neovim. Needs the completion of Neovim 0.11.
local embedded = require('embedded')
local harness = require('harness')
local test, wait, equal = harness.test, harness.wait, harness.equal

local workspace = harness.workspace()
local plugin = vim.fn.fnamemodify(vim.api.nvim_get_runtime_file('lua/oam.lua', false)[1], ':h:h')
embedded.start({ '-u', 'NONE', '--cmd', 'set rtp^=' .. plugin })
local remote, press, lines = embedded.remote, embedded.press, embedded.lines

test('the server starts', function()
  remote([[
    local server, file = ...
    vim.o.completeopt = 'menuone,noselect'
    vim.cmd('filetype on')
    vim.lsp.config('oam', { cmd = { server, 'serve', '--stdio' } })
    vim.lsp.enable('oam')
    vim.api.nvim_create_autocmd('LspAttach', { callback = function(event)
      vim.lsp.completion.enable(true, event.data.client_id, event.buf)
    end })
    vim.cmd.edit(file)
  ]], os.getenv('OAM_LS'), workspace .. '/app.yaml')
  wait('the client', function() return remote([[local it = vim.lsp.get_clients({ name = 'oam' })[1]; return it ~= nil and it.initialized]]) end)
end)

test('the popup menu offers the traits and accepting one inserts its whole block', function()
  press('Go<C-u>      traits:<CR><C-u>        - name: <C-x><C-o>')
  local words = wait('the popup menu', function()
    local offered = embedded.offered()
    return #offered > 0 and offered
  end, lines)
  local index
  for at, word in ipairs(words) do
    index = word == 'manual-scaler' and at or index
  end
  assert(index, vim.inspect(words))
  press(('<C-n>'):rep(index))
  wait('the selected entry', function() return remote([[return vim.fn.complete_info({ 'selected' }).selected]]) == index - 1 end)
  -- The snippet comes when the entry is resolved, at the cursor as it is then.
  press('<C-y>')
  wait('the whole block of the accepted trait', function()
    local have = lines()
    local block = { have[#have - 2], have[#have - 1], (have[#have]:gsub('%d+$', 'N')) }
    return vim.deep_equal(block, { '        - name: manual-scaler', '          properties:', '            replicaCount: N' })
  end, lines)
  press('<Esc>')
end)

test('K opens the hover', function()
  press('<Esc>')
  remote([[vim.fn.cursor(1, 1); vim.fn.search('manual-scaler')]])
  press('K')
  wait('the floating window', function()
    return remote([[
      for _, window in ipairs(vim.api.nvim_list_wins()) do
        if vim.api.nvim_win_get_config(window).relative ~= '' then
          return true
        end
      end
      return false
    ]])
  end)
end)

test('the preview follows while keys are typed in insert mode', function()
  press('<Esc>')
  remote([[
    vim.cmd('runtime plugin/oam.lua')
    vim.cmd('edit! ' .. vim.fn.fnameescape(...))
  ]], workspace .. '/app.yaml')
  wait('the client', function() return remote([[return require('oam.client').of_buffer(0) ~= nil]]) end)
  remote([[vim.cmd('OamPreview')]])
  local function preview()
    local answer = remote([[
      for _, buffer in ipairs(vim.api.nvim_list_bufs()) do
        if vim.api.nvim_buf_get_name(buffer):find('^oam%-preview:') then
          return vim.api.nvim_buf_get_lines(buffer, 0, -1, false)
        end
      end
      return { 'messages: ' .. vim.fn.execute('messages') }
    ]])
    return table.concat(answer, '\n')
  end
  wait('the preview', function() return preview():find('replicas: 3', 1, true) end, preview)
  press('/replicaCount<CR>A4')
  wait('the first digit', function() return preview():find('replicas: 34', 1, true) end, preview)
  press('<BS><BS>7')
  wait('the others', function() return preview():find('replicas: 7', 1, true) end, preview)
  equal(vim.rpcrequest(embedded.channel, 'nvim_get_mode').mode, 'i')
  press('<Esc>')
end)

embedded.stop()
vim.fn.delete(workspace, 'rf')
harness.finish()
