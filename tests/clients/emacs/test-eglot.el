;;; test-eglot.el --- what a user of Emacs sees of the server through eglot  -*- lexical-binding: t -*-

;; env: WORKSPACE, SETTINGS (the folder editors/emacs); `oam-ls' is on the PATH.  For Emacs 28 with Debian's packages, and newer.

(require 'harness)
(require 'flymake)
(require 'xref)
(package-initialize)
(require 'yaml-mode)
(load (expand-file-name "oam-eglot.el" (getenv "SETTINGS")) nil t)
(setq eglot-sync-connect 30 eglot-confirm-server-initiated-edits nil flymake-no-changes-timeout 0.1)

(defvar workspace (harness-workspace))

(defun open (name)
  (find-file (concat workspace name))
  ;; A batch Emacs has no command loop that would run what waits for it.
  (unless (eglot-managed-p)
    (if (eglot-current-server) (run-hooks 'post-command-hook) (call-interactively #'eglot)))
  (harness-wait "the server" (and (eglot-current-server) (eglot-managed-p))))

(defun findings ()
  (mapcar #'flymake-diagnostic-text (flymake-diagnostics)))

(defun completions ()
  "What completion at point offers, and the function that ends it."
  (let* ((found (run-hook-wrapped 'completion-at-point-functions #'completion--capf-wrapper 'all)))
    (list (all-completions "" (nth 3 found)) (nth 3 found) (plist-get (nthcdr 4 found) :exit-function))))

(harness-test "the server starts by itself for YAML files"
  (open "broken.yaml")
  (harness-equal major-mode 'yaml-mode)
  (harness-equal (file-truename (project-root (eglot--project (eglot-current-server)))) workspace))

(harness-test "a finding that needs another file arrives"
  (flymake-mode 1)
  (flymake-start)
  (harness-wait "the finding" (cl-find-if (lambda (it) (string-match-p "`quueue`" it)) (findings))))

(harness-test "a fix corrects it"
  (harness-go "componentName: quueue" "quueue")
  ;; Not by the mouse.
  (cl-letf ((last-nonmenu-event ?\r)
            ((symbol-function 'completing-read)
             (lambda (_prompt all &rest _)
               (cl-find-if (lambda (it) (string-match-p "`queue`" it)) (all-completions "" all)))))
    (eglot-code-actions (point) (+ (point) 6) "quickfix" t))
  (harness-wait "the correction" (harness-has "componentName: queue\n")))

(harness-test "completion proposes traits that apply, and accepting one inserts its block"
  (open "app.yaml")
  (goto-char (point-max))
  (insert "      traits:\n        - name: ")
  (cl-destructuring-bind (labels table accept) (completions)
    (unless (member "manual-scaler" labels) (error "%S" labels))
    (when (member "ingress" labels) (error "ingress does not apply to a worker: %S" labels))
    (insert "manual-scaler")
    (let ((label (cl-find "manual-scaler" (all-completions "" table) :test #'string=)))
      (funcall accept label 'finished)))
  (harness-wait "the block" (harness-has "        - name: manual-scaler\n          properties:\n            replicaCount: "))
  (revert-buffer t t))

(harness-test "hover explains a trait"
  (open "app.yaml")
  (harness-go "- name: manual-scaler" "manual")
  (let (said)
    (eglot-hover-eldoc-function (lambda (text &rest _) (setq said text)))
    (harness-wait "the explanation" (and said (string-match-p "manual-scaler" said)))))

(harness-test "a definition is in another file"
  (harness-go "componentName: queue" "queue")
  (xref-find-definitions (xref-backend-identifier-at-point 'eglot))
  (harness-equal (file-name-nondirectory buffer-file-name) "components.yaml")
  (harness-equal (thing-at-point 'line t) "  name: queue\n"))

(harness-test "a parameter is renamed in all files"
  (open "app.yaml")
  (harness-go "- name: greeting" "greeting")
  (eglot-rename "salutation")
  (harness-wait "the new name" (harness-has "- name: salutation"))
  (open "components.yaml")
  (harness-wait "the other file" (and (harness-has "- name: salutation") (harness-has "fromParam: salutation"))))

(harness-test "the outline names the components"
  (let ((names (flatten-tree (funcall imenu-create-index-function))))
    (dolist (name '("web" "queue"))
      (unless (cl-find-if (lambda (it) (and (stringp it) (string-match-p name it))) names) (error "%S" names)))))

(harness-test "the server stops"
  (let ((server (eglot-current-server)))
    (dolist (buffer (buffer-list))
      (with-current-buffer buffer (set-buffer-modified-p nil)))
    (eglot-shutdown server)
    (harness-wait "its end" (not (jsonrpc-running-p server)))))

(delete-directory workspace t)
(harness-finish)
;;; test-eglot.el ends here
