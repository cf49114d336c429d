;;; test-lsp-mode.el --- what a user of Emacs sees of the server through lsp-mode  -*- lexical-binding: t -*-

;; env: WORKSPACE, SETTINGS (the folder editors/emacs); `oam-ls' is on the PATH.

(require 'harness)
(package-initialize)
(require 'yaml-mode)
(load (expand-file-name "oam-lsp-mode.el" (getenv "SETTINGS")) nil t)
(setq lsp-session-file (make-temp-name (expand-file-name "session" temporary-file-directory)) lsp-enable-file-watchers nil lsp-restart 'ignore lsp-idle-delay 0.1
      lsp-diagnostics-provider :flymake lsp-enable-suggest-server-download nil lsp-enable-snippet nil
      lsp-server-install-dir (make-temp-file "servers" t))

(defvar workspace (harness-workspace))
(lsp-workspace-folders-add workspace)

(defun open (name)
  (find-file (concat workspace name))
  ;; A batch Emacs is never idle, so that what was put off would wait for ever.
  (unless lsp-mode (lsp))
  (harness-wait "the server"
    (and (lsp-workspaces) (eq 'initialized (lsp--workspace-status (car (lsp-workspaces)))))))

(defun findings ()
  (let (all)
    (maphash (lambda (_file found) (setq all (append (mapcar #'lsp:diagnostic-message found) all))) (lsp-diagnostics t))
    all))

(harness-test "the server starts for YAML files"
  (open "broken.yaml")
  (harness-equal (mapcar (lambda (it) (lsp--client-server-id (lsp--workspace-client it))) (lsp-workspaces)) '(oam)))

(harness-test "a finding that needs another file arrives"
  (harness-wait "the finding" (cl-find-if (lambda (it) (string-match-p "`quueue`" it)) (findings))))

(harness-test "a fix corrects it"
  (harness-go "componentName: quueue" "quueue")
  (lsp-execute-code-action
   (harness-wait "the fix"
     (cl-find-if (lambda (it) (string-match-p "`queue`" (lsp:code-action-title it))) (lsp-code-actions-at-point))))
  (harness-wait "the correction" (harness-has "componentName: queue\n")))

(harness-test "completion proposes traits that apply"
  (open "app.yaml")
  (goto-char (point-max))
  (insert "      traits:\n        - name: ")
  (let* ((found (lsp-completion-at-point)) (labels (all-completions "" (nth 2 found))))
    (unless (member "manual-scaler" labels) (error "%S" labels))
    (when (member "ingress" labels) (error "ingress does not apply to a worker: %S" labels))
    (let ((label (cl-find "manual-scaler" labels :test #'string=)))
      (insert label)
      (funcall (plist-get (nthcdr 3 found) :exit-function) label 'finished)))
  (harness-wait "the block" (harness-has "        - name: manual-scaler\n          properties:\n            replicaCount: "))
  (revert-buffer t t))

(harness-test "hover explains a trait"
  (open "app.yaml")
  (harness-go "- name: manual-scaler" "manual")
  (let ((said (lsp-request "textDocument/hover" (lsp--text-document-position-params))))
    (unless (string-match-p "manual-scaler" (format "%S" said)) (error "%S" said))))

(harness-test "a definition is in another file"
  (harness-go "componentName: queue" "queue")
  (lsp-find-definition)
  (harness-equal (file-name-nondirectory buffer-file-name) "components.yaml")
  (harness-equal (thing-at-point 'line t) "  name: queue\n"))

(harness-test "a parameter is renamed in all files"
  (open "app.yaml")
  (harness-go "- name: greeting" "greeting")
  (lsp-rename "salutation")
  (harness-wait "the new name" (harness-has "- name: salutation"))
  (find-file (concat workspace "components.yaml"))
  (harness-wait "the other file" (and (harness-has "- name: salutation") (harness-has "fromParam: salutation"))))

(harness-test "the server stops"
  (open "app.yaml")
  (dolist (buffer (buffer-list))
    (with-current-buffer buffer (set-buffer-modified-p nil)))
  (let ((used (car (lsp-workspaces))))
    (lsp-workspace-shutdown used)
    (harness-wait "its end" (not (process-live-p (lsp--workspace-proc used))))))

(delete-directory workspace t)
(harness-finish)
;;; test-lsp-mode.el ends here
