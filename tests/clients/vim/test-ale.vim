" What a user of Vim sees of the server through ALE. Started by run.sh with -S.
" Completion is not among it: ALE's waits for keys in insert mode, which a script has none of; see `terminal/vim.py`.
" env: WORKSPACE, SETTINGS (the folder editors/vim); `oam-ls` is on the PATH
set nocompatible hidden noswapfile
packadd! ale
execute 'set runtimepath^=' . fnameescape($SETTINGS)
let g:ale_linters_explicit = 1
let g:ale_linters = {'yaml': ['oam']}
let g:ale_lint_delay = 50
let g:ale_hover_to_preview = 1
let g:ale_echo_cursor = 0
set nomore shortmess+=aoOTIcF
filetype plugin on

let s:passed = 0
let s:failed = 0
let s:seconds = str2nr($STEP_TIMEOUT ==# '' ? '20000' : $STEP_TIMEOUT) / 1000
let s:folder = resolve(tempname())
call mkdir(s:folder . '/.git', 'p')
for s:name in readdir($WORKSPACE)
  call writefile(readfile($WORKSPACE . '/' . s:name, 'b'), s:folder . '/' . s:name, 'b')
endfor

" To the error stream at once: the screen is no place for it, and a run that hangs has said where.
function! s:say(line) abort
  call writefile(['', a:line], '/dev/stderr', 'a')
endfunction

function! s:wait(name, condition) abort
  let l:start = reltime()
  while reltimefloat(reltime(l:start)) < s:seconds
    if a:condition()
      call s:say('ok - ' . a:name)
      let s:passed += 1
      return
    endif
    sleep 50m
  endwhile
  call s:say('not ok - ' . a:name . ' ' . string(getline(1, '$')))
  let s:failed += 1
endfunction

function! s:open(name) abort
  execute 'edit' fnameescape(s:folder . '/' . a:name)
  setlocal filetype=yaml
  call ale#Queue(0)
endfunction

function! s:go(line, part) abort
  call cursor(1, 1)
  call search('\V' . escape(a:line, '\'), 'c')
  call search('\V' . escape(a:part, '\'), 'c')
endfunction

function! s:codes() abort
  return map(filter(copy(ale#engine#GetLoclist(bufnr(''))), 'v:val.type is# "E"'), 'v:val.code')
endfunction

" Everything that is asked is answered with what the tests say.
let s:answer = ''
runtime autoload/ale/util.vim
function! ale#util#Input(message, value, ...) abort
  call s:say('# ' . substitute(a:message, '\n', ' | ', 'g'))
  return s:answer
endfunction

try
  runtime! plugin/ale.vim
  call s:open('broken.yaml')
  call s:wait('a finding that needs another file arrives', {-> s:codes() ==# ['unknown-component']})

  call s:go('componentName: quueue', 'quueue')
  let s:answer = '1'
  ALECodeAction
  call s:wait('a fix corrects it', {-> search('componentName: queue$', 'n') > 0})
  call ale#Queue(0)
  call s:wait('the finding is gone', {-> s:codes() ==# []})
  silent write

  call s:open('app.yaml')
  call s:go('- name: manual-scaler', 'manual')
  ALEHover
  call s:wait('hover explains a trait', {-> !empty(filter(range(1, bufnr('$')), {_, it -> getbufvar(it, '&buftype') isnot# '' && join(getbufline(it, 1, '$')) =~# 'manual-scaler'}))})
  pclose
  call win_gotoid(bufwinid(s:folder . '/app.yaml'))

  call s:go('componentName: queue', 'queue')
  ALEGoToDefinition
  call s:wait('a definition is in another file', {-> expand('%:t') ==# 'components.yaml' && getline('.') ==# '  name: queue'})

  call s:open('app.yaml')
  call s:go('- name: greeting', 'greeting')
  let s:answer = 'salutation'
  ALERename
  call s:wait('a parameter is renamed', {-> search('- name: salutation', 'n') > 0})
  call s:wait('in all files', {-> join(getbufline(bufnr(s:folder . '/components.yaml'), 1, '$')) =~# 'fromParam: salutation'})
catch
  call s:say('not ok - ' . v:exception . ' ' . v:throwpoint)
  let s:failed += 1
endtry
call ale#lsp#StopAll()
call delete(s:folder, 'rf')
call s:say(s:passed . ' passed, ' . s:failed . ' failed')
execute s:failed ? 'cquit!' : 'qall!'
