//! How cost grows, as a picture: two panels with logarithmic axes, as SVG that is readable on a light and on a dark page.

use plotters::coord::Shift;
use plotters::prelude::*;

use super::figures::{Figures, Of};
use super::growth::{DOCUMENTS, LINES};
use super::peers::OURS;

type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;
type Failure = Box<dyn std::error::Error>;

/// Paper, ink and grid; a style in the picture replaces them on a dark page.
const PAPER: RGBColor = RGBColor(255, 255, 255);
const INK: RGBColor = RGBColor(36, 41, 47);
const GRID: RGBColor = RGBColor(216, 222, 228);
const DARK: &str = "<style>@media (prefers-color-scheme: dark) { [fill=\"#FFFFFF\"] { fill: #0D1117 } [fill=\"#24292F\"] { fill: \
    #E6EDF3 } [stroke=\"#24292F\"] { stroke: #E6EDF3 } [stroke=\"#D8DEE4\"] { stroke: #30363D } }</style>";

/// Colours that can be told apart without red and green, and on both papers.
const COLOURS: [RGBColor; 4] =
    [RGBColor(31, 119, 180), RGBColor(217, 119, 6), RGBColor(147, 80, 200), RGBColor(107, 134, 118)];

/// A line of a panel: its name and its points.
struct Series {
    name: &'static str,
    points: Vec<(f64, f64)>,
}

/// The picture; `None` where nothing was measured.
pub(super) fn growth(figures: &Figures) -> Result<Option<String>, String> {
    let of = |name: &'static str, measured: &str, kind: &str, at: &[usize]| Series {
        name,
        points: at
            .iter()
            .filter_map(|it| {
                Some((number(*it), figures.get(OURS, &format!("{measured} {kind} {it}"), Of::Median)?))
            })
            .collect(),
    };
    let documents = [
        of("keystroke → findings, ms", "keystroke", "documents", &DOCUMENTS),
        of("completion while typing, ms", "typing", "documents", &DOCUMENTS),
        of("start → all known, ms", "index", "documents", &DOCUMENTS),
        of("memory, MB", "memory index", "documents", &DOCUMENTS),
    ];
    let lines = [
        of("keystroke → findings, ms", "keystroke", "lines", &LINES),
        of("completion while typing, ms", "typing", "lines", &LINES),
    ];
    if documents.iter().chain(&lines).all(|it| it.points.is_empty()) {
        return Ok(None);
    }
    let mut svg = String::new();
    draw(&mut svg, &documents, &lines).map_err(|it| it.to_string())?;
    // Behind the opening tag, which is the first that ends.
    let at = svg.find("<svg").and_then(|it| Some(it + svg.get(it..)?.find('>')? + 1)).unwrap_or_default();
    svg.insert_str(at, DARK);
    Ok(Some(svg))
}

fn number(it: usize) -> f64 {
    f64::from(u32::try_from(it).unwrap_or(u32::MAX))
}

fn draw(svg: &mut String, documents: &[Series], lines: &[Series]) -> Result<(), Failure> {
    let root = SVGBackend::with_string(svg, (960, 420)).into_drawing_area();
    root.fill(&PAPER)?;
    let (left, right) = root.split_horizontally(500);
    panel(&left, "documents in the workspace", (10.0, 100_000.0), documents)?;
    panel(&right, "lines of the edited file", (100.0, 50_000.0), lines)?;
    root.present()?;
    Ok(())
}

fn panel(area: &Area<'_>, title: &str, across: (f64, f64), series: &[Series]) -> Result<(), Failure> {
    let all = series.iter().flat_map(|it| it.points.iter().map(|it| it.1));
    let most = all.clone().fold(1.0_f64, f64::max);
    let least = all.fold(1.0_f64, f64::min).max(0.01);
    let up = (10_f64.powf(least.log10().floor()), 10_f64.powf(most.log10().ceil()));
    let text = |size: u32| ("sans-serif", size).into_font().color(&INK);
    let mut chart = ChartBuilder::on(area)
        .margin(14)
        .x_label_area_size(44)
        .y_label_area_size(56)
        .build_cartesian_2d((across.0..across.1).log_scale(), (up.0..up.1).log_scale())?;
    chart
        .configure_mesh()
        .bold_line_style(GRID)
        .light_line_style(TRANSPARENT)
        .axis_style(INK)
        .label_style(text(13))
        .axis_desc_style(text(14))
        .x_desc(title)
        .x_label_formatter(&|it| grouped(*it))
        .y_label_formatter(&|it| grouped(*it))
        .draw()?;
    for (it, colour) in series.iter().zip(COLOURS) {
        if it.points.is_empty() {
            continue;
        }
        let line = LineSeries::new(it.points.iter().copied(), colour.stroke_width(2));
        chart
            .draw_series(line)?
            .label(it.name)
            .legend(move |(x, y)| PathElement::new([(x, y), (x + 18, y)], colour.stroke_width(2)));
        chart.draw_series(it.points.iter().map(|it| Circle::new(*it, 3, colour.filled())))?;
    }
    chart
        .configure_series_labels()
        .position(SeriesLabelPosition::UpperLeft)
        .label_font(text(13))
        .background_style(PAPER)
        .border_style(GRID)
        .draw()?;
    Ok(())
}

/// `10,000`, `0.1`.
fn grouped(it: f64) -> String {
    if it < 1.0 {
        return format!("{it}");
    }
    let digits = format!("{it:.0}");
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_picture_holds_its_words_as_text_and_a_dark_style() {
        let mut figures = Figures::default();
        for it in DOCUMENTS {
            figures.add(OURS, &format!("keystroke documents {it}"), 0.7);
            figures.add(OURS, &format!("index documents {it}"), number(it) / 50.0 + 5.0);
        }
        let svg = growth(&figures).unwrap().unwrap();
        for wanted in
            ["<text", "documents in the workspace", "10,000", "prefers-color-scheme: dark", "#1F77B4"]
        {
            assert!(svg.contains(wanted), "{wanted}");
        }
        assert_eq!(growth(&Figures::default()), Ok(None));
    }
}
