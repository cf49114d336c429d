//! The goals: what is wanted of each figure, as ratios to a peer in the same run, or where no peer ran as times of this kind of machine.
//!
//! A goal is met when all its conditions are. Ratios come first: a time alone says as much about the machine as about the program.

use super::figures::{Figures, Of, short};
use super::limits::LIMIT;
use super::peers::{AJV, CHECK, OURS, RYL, YAMLLINT, YLS};
use super::verdict::Verdict;

/// A goal.
pub(super) struct Goal {
    /// Its number; those of the second list have a letter.
    pub(super) number: &'static str,
    pub(super) what: &'static str,
    /// The figures that are shown: what they are called, and which.
    shown: &'static [(&'static str, Of)],
    /// Unit of the figures.
    unit: &'static str,
    ratios: &'static [Ratio],
    /// The most that the shown figures may be, where no ratio can be taken: the goal, then what an implementation at the machine's limit reaches.
    most: &'static [(f64, f64)],
    /// The measurement that the machine allows at best.
    limit: Option<&'static str>,
}

/// Ours may be at most so many times that of another.
struct Ratio {
    ours: (&'static str, Of),
    program: &'static str,
    other: (&'static str, Of),
    most: f64,
}

/// A row of the table.
pub(super) struct Row {
    pub(super) number: &'static str,
    pub(super) what: &'static str,
    pub(super) figure: String,
    pub(super) goal: String,
    /// Ratios as they came out, each with the most it may be.
    pub(super) ratios: String,
    pub(super) limit: String,
    pub(super) verdict: Verdict,
    /// Whether the figures are at the limit of the machine too; `None` where no such figure is set.
    pub(super) is_stretch: Option<bool>,
}

use Of::{Median, P99};

const fn ratio(
    ours: (&'static str, Of),
    program: &'static str,
    other: (&'static str, Of),
    most: f64,
) -> Ratio {
    Ratio { ours, program, other, most }
}

/// The same figure of a peer.
const fn same(name: &'static str, of: Of, program: &'static str, most: f64) -> Ratio {
    ratio((name, of), program, (name, of), most)
}

macro_rules! goal {
    ($number:literal, $what:literal, $shown:expr, $unit:literal, $most:expr, $ratios:expr) => {
        goal!($number, $what, $shown, $unit, $most, $ratios, None)
    };
    ($number:literal, $what:literal, $shown:expr, $unit:literal, $most:expr, $ratios:expr, $limit:expr) => {
        Goal {
            number: $number,
            what: $what,
            shown: $shown,
            unit: $unit,
            most: $most,
            ratios: $ratios,
            limit: $limit,
        }
    };
}

/// All goals, in order.
pub(super) static GOALS: &[Goal] = &[
    goal!(
        "1",
        "process start → initialize",
        &[("start", Median)],
        "ms",
        &[(8.0, 4.0)],
        &[same("start", Median, YLS, 0.015), same("start", Median, RYL, 2.0)]
    ),
    goal!(
        "2",
        "process start → first right findings",
        &[("first findings 70", Median)],
        "ms",
        &[(15.0, 8.0)],
        &[same("first findings 70", Median, YLS, 0.02)]
    ),
    goal!(
        "3",
        "keystroke → right findings, 70 lines, p99",
        &[("keystroke 70", P99)],
        "ms",
        &[(1.0, 0.5)],
        &[same("keystroke 70", P99, YLS, 0.005)]
    ),
    goal!(
        "4",
        "the same, 1,000 lines",
        &[("keystroke 1000", P99)],
        "ms",
        &[(2.0, 0.7)],
        &[same("keystroke 1000", P99, YLS, 0.008), same("keystroke 1000", P99, RYL, 0.33)]
    ),
    goal!(
        "5",
        "the same, 20,000 lines",
        &[("keystroke 20000", P99)],
        "ms",
        &[(5.0, 1.0)],
        &[
            same("keystroke 20000", P99, YLS, 0.007),
            same("keystroke 20000", P99, RYL, 0.08),
            ratio(("keystroke 20000", P99), OURS, ("keystroke 1000", P99), 2.5)
        ]
    ),
    goal!(
        "6",
        "the same, 20,000 lines in one document",
        &[("keystroke 20000 single", P99)],
        "ms",
        &[(20.0, 3.0)],
        &[same("keystroke 20000 single", P99, YLS, 0.02), same("keystroke 20000 single", P99, RYL, 0.2)]
    ),
    goal!(
        "7",
        "CPU a keystroke, 1,000 and 20,000 lines",
        &[("cpu 1000", Median), ("cpu 20000", Median)],
        "ms",
        &[(0.7, 0.3), (2.5, 0.8)],
        &[same("cpu 1000", Median, YLS, 0.02), same("cpu 20000", Median, YLS, 0.005)]
    ),
    goal!(
        "8",
        "completion behind a keystroke, 1,000 and 20,000 lines, p99",
        &[("typing 1000", P99), ("typing 20000", P99)],
        "ms",
        &[(2.0, 1.0), (5.0, 2.0)],
        &[same("typing 1000", P99, YLS, 0.04), same("typing 20000", P99, YLS, 0.006)]
    ),
    goal!(
        "9",
        "hover, definition, references, outline, 1,000 lines, p99",
        &[("hover 1000", P99), ("definition 1000", P99), ("references 1000", P99), ("symbols 1000", P99)],
        "ms",
        &[(1.0, 0.3), (1.0, 0.3), (1.0, 0.3), (1.0, 0.3)],
        &[same("hover 1000", P99, YLS, 0.15), same("symbols 1000", P99, YLS, 0.15)]
    ),
    goal!(
        "10",
        "500 changes at once → final findings, 1,000 and 20,000 lines",
        &[("burst 1000", Median), ("burst 20000", Median)],
        "ms",
        &[(35.0, 15.0), (60.0, 25.0)],
        &[
            same("burst 1000", Median, YLS, 0.15),
            same("burst 20000", Median, YLS, 0.07),
            same("burst 1000", Median, RYL, 0.02),
            same("burst 20000", Median, RYL, 0.002)
        ]
    ),
    goal!(
        "11",
        "completion behind 500 changes, 70 and 20,000 lines",
        &[("burst completion 70", Median), ("burst completion 20000", Median)],
        "ms",
        &[(25.0, 12.0), (60.0, 12.0)],
        &[same("burst completion 70", Median, YLS, 1.0), same("burst completion 20000", Median, YLS, 0.1)]
    ),
    goal!(
        "12",
        "100 files opened → all have findings",
        &[("hundred 70", Median)],
        "ms",
        &[(60.0, 40.0)],
        &[same("hundred 70", Median, YLS, 0.12), same("hundred 70", Median, RYL, 1.0)]
    ),
    goal!(
        "13",
        "memory: 1,000 documents known, 100 open",
        &[("memory hundred 70", Median)],
        "MB",
        &[(16.0, 12.0)],
        &[same("memory hundred 70", Median, YLS, 0.15)]
    ),
    goal!(
        "14",
        "memory: L, XL known",
        &[("memory index L", Median), ("memory index XL", Median)],
        "MB",
        &[(40.0, 25.0), (300.0, 180.0)],
        &[]
    ),
    goal!(
        "15",
        "first index of L",
        &[("index L", Median)],
        "ms",
        &[(340.0, 120.0)],
        &[ratio(("index L", Median), LIMIT, ("cat L", Median), 1.5)],
        Some("read L")
    ),
    goal!(
        "16",
        "first index of M",
        &[("index M", Median)],
        "ms",
        &[(45.0, 20.0)],
        &[ratio(("index M", Median), LIMIT, ("cat M", Median), 1.5)],
        Some("read M")
    ),
    goal!(
        "17",
        "first index of XL",
        &[("index XL", Median)],
        "ms",
        &[(4_500.0, 1_500.0)],
        &[ratio(("index XL", Median), LIMIT, ("cat XL", Median), 1.5)],
        Some("read XL")
    ),
    goal!(
        "18",
        "first index among 200,000 other files",
        &[("index monorepo", Median)],
        "ms",
        &[(1_700.0, 1_000.0)],
        &[ratio(("index monorepo", Median), LIMIT, ("rg monorepo", Median), 1.0)],
        Some("read monorepo")
    ),
    goal!(
        "19",
        "keystroke while L is read, p99",
        &[("keystroke meanwhile", P99)],
        "ms",
        &[(3.0, 1.0)],
        &[
            same("keystroke meanwhile", P99, YLS, 0.02),
            ratio(("keystroke meanwhile", P99), OURS, ("keystroke 70", P99), 3.0)
        ]
    ),
    goal!(
        "20",
        "change in one file → findings in another, p99",
        &[("across 70", P99)],
        "ms",
        &[(3.0, 1.0)],
        &[]
    ),
    goal!(
        "21",
        "lint of L",
        &[("lint L", Median)],
        "ms",
        &[(500.0, 200.0)],
        &[
            same("lint L", Median, YAMLLINT, 0.0025),
            same("lint L", Median, AJV, 0.15),
            same("lint L", Median, RYL, 0.3)
        ],
        Some("read L")
    ),
    goal!(
        "22",
        "lint of M",
        &[("lint M", Median)],
        "ms",
        &[(60.0, 30.0)],
        &[same("lint M", Median, CHECK, 0.0035), same("lint M", Median, AJV, 0.07)],
        Some("read M")
    ),
    goal!(
        "23",
        "lint of S",
        &[("lint S", Median)],
        "ms",
        &[(10.0, 4.0)],
        &[same("lint S", Median, YAMLLINT, 0.03)],
        Some("read S")
    ),
    goal!(
        "24",
        "of 100 mistakes not on the right line; false findings",
        &[("mistakes missed", Median), ("false findings", Median)],
        "",
        &[(0.0, 0.0), (0.0, 0.0)],
        &[]
    ),
    goal!(
        "25",
        "memory of lint of L, peak",
        &[("peak lint L", Median)],
        "MB",
        &[(40.0, 25.0)],
        &[same("peak lint L", Median, CHECK, 0.7), same("peak lint L", Median, AJV, 0.45)]
    ),
    goal!(
        "26",
        "ends: after shutdown; codes after shutdown, exit alone less 1",
        &[("exit 70", Median), ("exit code 70", P99), ("exit alone code off", P99)],
        "",
        &[(5.0, 2.0), (0.0, 0.0), (0.0, 0.0)],
        &[]
    ),
    goal!(
        "A",
        "keystroke and completion, 100,000 documents against 10",
        &[("growth keystroke", Median), ("growth completion", Median)],
        "×",
        &[(1.2, 1.1), (1.2, 1.1)],
        &[]
    ),
    goal!(
        "B",
        "preview after a keystroke, 5 and 200 components, p99",
        &[("preview 5", P99), ("preview 200", P99)],
        "ms",
        &[(5.0, 2.0), (50.0, 20.0)],
        &[]
    ),
    goal!("C", "size of the program", &[("size", Median)], "MB", &[(15.0, 12.0)], &[]),
    goal!("D", "CPU while nobody types, ticks in 3 s", &[("idle ticks 70", Median)], "", &[(0.0, 0.0)], &[]),
];

impl Goal {
    /// Whether any of these measurements decides about it.
    pub(super) fn row(&self, figures: &Figures) -> Row {
        let shown: Vec<_> = self.shown.iter().map(|(name, of)| figures.get(OURS, name, *of)).collect();
        let mut worst: Option<f64> = None;
        let mut ratios = Vec::new();
        for it in self.ratios {
            let ours = figures.get(OURS, it.ours.0, it.ours.1);
            let (Some(ours), Some(other)) = (ours, figures.get(it.program, it.other.0, it.other.1)) else {
                continue;
            };
            let is = ours / other.max(1e-9);
            worst = Some(worst.unwrap_or_default().max(is / it.most));
            ratios.push(format!("{} of {} (≤ {})", short(is), name_of(it), short(it.most)));
        }
        let times = shown.iter().zip(self.most).filter_map(|(it, most)| Some(((*it)?, most)));
        let beyond = |figure: f64, most: f64| {
            if figure <= most { figure / most.max(1e-9) } else { figure.max(1.0) / most.max(0.5) }
        };
        let absolute = times.clone().map(|(it, most)| beyond(it, most.0)).reduce(f64::max);
        // Where there is a ratio to a peer, it decides; ratios to ourselves alone do not.
        let has_peer =
            self.ratios.iter().any(|it| it.program != OURS && figures.count(it.program, it.other.0) > 0);
        let decisive = if has_peer { worst } else { worst.into_iter().chain(absolute).reduce(f64::max) };
        let is_whole = shown.iter().all(Option::is_some) || (has_peer && worst.is_some());
        let verdict = match decisive {
            Some(it) if it > 1.0 => Verdict::Missed(it),
            Some(_) if is_whole || self.number == "14" => Verdict::Met,
            _ => Verdict::Open,
        };
        let is_stretch = times.map(|(it, most)| it <= most.1).reduce(|a, b| a && b);
        let joined = |list: Vec<String>| list.join(" / ");
        Row {
            number: self.number,
            what: self.what,
            figure: joined(shown.iter().map(|it| it.map_or_else(|| "–".to_owned(), short)).collect())
                + if self.unit.is_empty() { "" } else { " " }
                + self.unit,
            goal: joined(self.most.iter().map(|it| format!("≤ {}", short(it.0))).collect()),
            ratios: ratios.join("; "),
            limit: self.limit.and_then(|it| figures.get(LIMIT, it, Median)).map(short).unwrap_or_default(),
            verdict,
            is_stretch,
        }
    }
}

fn name_of(ratio: &Ratio) -> String {
    match ratio.program {
        OURS => format!("our `{}`", ratio.other.0),
        LIMIT => format!("`{}`", ratio.other.0),
        other => other.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(number: &str, samples: &[(&str, &str, f64)]) -> Verdict {
        let mut figures = Figures::default();
        for (program, name, sample) in samples {
            figures.add(program, name, *sample);
        }
        GOALS.iter().find(|it| it.number == number).unwrap().row(&figures).verdict
    }

    #[test]
    fn ratios_to_peers_decide_where_they_are() {
        assert_eq!(
            verdict("2", &[(OURS, "first findings 70", 16.0), (YLS, "first findings 70", 1_000.0)]),
            Verdict::Met
        );
        assert_eq!(verdict("2", &[(OURS, "first findings 70", 30.0)]), Verdict::Missed(2.0));
        assert_eq!(verdict("2", &[(OURS, "first findings 70", 14.0)]), Verdict::Met);
        assert_eq!(verdict("2", &[]), Verdict::Open);
    }

    #[test]
    fn nothing_may_be_wrong_where_nothing_is_wanted() {
        assert_eq!(
            verdict("24", &[(OURS, "mistakes missed", 0.0), (OURS, "false findings", 0.0)]),
            Verdict::Met
        );
        let Verdict::Missed(by) =
            verdict("24", &[(OURS, "mistakes missed", 1.0), (OURS, "false findings", 0.0)])
        else {
            panic!("one is missing");
        };
        assert!(by > 1.0);
    }
}
