" oam-ls for ALE. ALE finds this file when the folder `editors/vim` is on the runtimepath.

call ale#Set('yaml_oam_executable', 'oam-ls')
call ale#Set('yaml_oam_options', {})

" The nearest folder with a mark of a workspace, else that of the file.
function! s:root(buffer) abort
  let l:settings = ale#path#FindNearestFile(a:buffer, '.oam-ls.yaml')
  let l:git = ale#path#FindNearestDirectory(a:buffer, '.git')
  let l:found = filter([l:settings is# '' ? '' : fnamemodify(l:settings, ':h'), l:git is# '' ? '' : fnamemodify(l:git, ':h:h')], 'v:val isnot# ""')
  " The longer one is the nearer one.
  call sort(l:found, {a, b -> len(b) - len(a)})
  return get(l:found, 0, fnamemodify(bufname(a:buffer), ':p:h'))
endfunction

" ALE puts what has several lines into one, with a strange sign at each end of a line: such an entry is cut to its first line, a name
" without the block that belongs to it. It offers a filter for entries and nothing else that sees them.
function! s:one_line(buffer, item) abort
  if type(get(a:item, 'textEdit')) is v:t_dict
    let a:item.textEdit.newText = split(a:item.textEdit.newText, "\n", 1)[0]
  endif
  return 1
endfunction

call ale#linter#Define('yaml', {
\   'name': 'oam',
\   'lsp': 'stdio',
\   'executable': {buffer -> ale#Var(buffer, 'yaml_oam_executable')},
\   'command': '%e serve',
\   'project_root': function('s:root'),
\   'initialization_options': {buffer -> ale#Var(buffer, 'yaml_oam_options')},
\   'completion_filter': function('s:one_line'),
\})
