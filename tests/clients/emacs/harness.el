;;; harness.el --- running tests in a batch Emacs: names, counts, waiting  -*- lexical-binding: t -*-

;; Places are named by their text.  Waiting is for a state, with a deadline.  Knows nothing of OAM.

(require 'cl-lib)

(setq make-backup-files nil create-lockfiles nil auto-save-default nil
      ;; Nobody is there to answer.
      confirm-kill-emacs nil)

(defvar harness-passed 0)
(defvar harness-failed 0)

(defmacro harness-test (name &rest body)
  "Run BODY as the test NAME; an error is told and counted, and the next test runs."
  (declare (indent 1))
  `(condition-case problem
       (progn ,@body (cl-incf harness-passed) (message "ok - %s" ,name))
     (error (cl-incf harness-failed) (message "not ok - %s: %S" ,name problem))))

(defconst harness-seconds (/ (string-to-number (or (getenv "STEP_TIMEOUT") "20000")) 1000.0))

(defmacro harness-wait (what form)
  "Wait for FORM to become true, and return its value; WHAT names it in the error."
  `(let ((end (+ (float-time) harness-seconds)) value)
     (while (and (not (setq value ,form)) (< (float-time) end))
       (accept-process-output nil 0.05))
     (or value (error "timeout: %s; the buffer has:\n%s" ,what (buffer-string)))))

(defun harness-equal (have want)
  (unless (equal have want) (error "want %S, have %S" want have)))

(defun harness-workspace ()
  "A copy of the sample workspace in a folder of its own, with a mark of a project."
  (let ((folder (file-truename (file-name-as-directory (make-temp-file "oam" t)))))
    (dolist (file (directory-files (getenv "WORKSPACE") t "\\.yaml\\'"))
      (copy-file file folder))
    (let ((default-directory folder))
      (call-process "git" nil nil nil "init" "--quiet"))
    folder))

(defun harness-go (line &optional part)
  "Go to PART in the first line that holds LINE."
  (goto-char (point-min))
  (search-forward line)
  (goto-char (match-beginning 0))
  (when part
    (search-forward part)
    (goto-char (match-beginning 0))))

(defun harness-has (text)
  "Whether the buffer holds TEXT."
  (save-excursion (goto-char (point-min)) (search-forward text nil t)))

(defun harness-finish ()
  (message "%d passed, %d failed" harness-passed harness-failed)
  (kill-emacs (if (and (zerop harness-failed) (> harness-passed 0)) 0 1)))

(provide 'harness)
;;; harness.el ends here
