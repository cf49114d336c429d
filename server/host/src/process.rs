//! Processes: whether another is there, and how much memory our own has taken.

/// Whether a process is there, as far as can be told; where nothing can be told, it is.
#[cfg(unix)]
pub fn is_alive(id: i32) -> bool {
    use rustix::io::Errno;
    use rustix::process::{Pid, test_kill_process};

    Pid::from_raw(id).is_none_or(|it| test_kill_process(it) != Err(Errno::SRCH))
}

/// Whether a process is there, as far as can be told; where nothing can be told, it is.
#[cfg(not(unix))]
pub fn is_alive(_: i32) -> bool {
    // An editor that ends closes the pipes of its children there.
    true
}

/// The most memory that this process has had, in bytes; `None` where the system does not say.
pub fn peak_memory() -> Option<u64> {
    // Only Linux has this file.
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|it| it.strip_prefix("VmHWM:"))?;
    Some(line.split_whitespace().next()?.parse::<u64>().ok()? * 1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn a_process_is_there_until_it_is_waited_for() {
        let mut child = std::process::Command::new("true").spawn().unwrap();
        let id = i32::try_from(child.id()).unwrap();
        assert!(is_alive(id) && is_alive(i32::try_from(std::process::id()).unwrap()));
        child.wait().unwrap();
        assert!(!is_alive(id));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn memory_is_known_and_only_grows() {
        let before = peak_memory().unwrap();
        assert!(before > 0 && peak_memory().unwrap() >= before);
    }
}
