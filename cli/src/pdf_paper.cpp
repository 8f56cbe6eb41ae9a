// SPDX-License-Identifier: Apache-2.0
#include "pdf_paper.hpp"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>

#include <algorithm>
#include <charconv>
#include <memory>
#include <optional>
#include <span>

namespace holdfast::cli {
namespace {

// A4 in points, with margins that a two-hole punch spares.
constexpr double page_width = 595.28;
constexpr double page_height = 841.89;
constexpr double margin = 64;
constexpr double foot = 40;  // from the lower edge to the line of the page number
constexpr double gap = 7;    // below a paragraph

struct Free {
    void operator()(cairo_surface_t* surface) const noexcept { cairo_surface_destroy(surface); }
    void operator()(cairo_t* context) const noexcept { cairo_destroy(context); }
    void operator()(PangoFontDescription* font) const noexcept { pango_font_description_free(font); }
    void operator()(PangoLayoutIter* iterator) const noexcept { pango_layout_iter_free(iterator); }
    void operator()(PangoAttrList* attributes) const noexcept { pango_attr_list_unref(attributes); }
    void operator()(PangoGlyphString* glyphs) const noexcept { pango_glyph_string_free(glyphs); }
    void operator()(PangoLayout* layout) const noexcept { g_object_unref(layout); }
};
template <class Type>
using Owned = std::unique_ptr<Type, Free>;

cairo_status_t collect(void* to, const unsigned char* data, unsigned size) {
    static_cast<std::string*>(to)->append(reinterpret_cast<const char*>(data), size);
    return CAIRO_STATUS_SUCCESS;
}

// Without any font Cairo draws a page of nothing and reports no error.
bool has_fonts() {
    PangoFontFamily** families = nullptr;
    int count = 0;
    pango_font_map_list_families(pango_cairo_font_map_get_default(), &families, &count);
    g_free(static_cast<void*>(families));
    return count > 0;
}

std::vector<std::string_view> paragraphs_of(std::string_view text) {
    std::vector<std::string_view> paragraphs;
    while (!text.empty()) {
        const auto end = text.find("\n\n");
        std::string_view paragraph = text.substr(0, end);
        while (paragraph.ends_with('\n')) paragraph.remove_suffix(1);
        if (!paragraph.empty()) paragraphs.push_back(paragraph);
        if (end == std::string_view::npos) break;
        text.remove_prefix(end + 2);
    }
    return paragraphs;
}

class Drawing {
  public:
    Drawing(std::string& to, std::string_view language)
        : surface_(cairo_pdf_surface_create_for_stream(collect, &to, page_width, page_height)),
          context_(cairo_create(surface_.get())),
          language_(pango_language_from_string(std::string(language).c_str())) {}

    void describe(const PdfPaper& paper) {
        cairo_pdf_surface_set_metadata(surface_.get(), CAIRO_PDF_METADATA_TITLE, paper.title.c_str());
        cairo_pdf_surface_set_metadata(surface_.get(), CAIRO_PDF_METADATA_CREATE_DATE, to_rfc3339(paper.made).c_str());
        cairo_pdf_surface_set_metadata(surface_.get(), CAIRO_PDF_METADATA_MOD_DATE, to_rfc3339(paper.made).c_str());
        // The root of the tree (ISO 32000-1, 14.8.4.2): headings and paragraphs lie in it.
        cairo_tag_begin(context_.get(), "Document", nullptr);
    }

    void heading(std::string_view text, bool first) {
        const auto layout = laid_out(text, first ? "DejaVu Sans Bold 17" : "DejaVu Sans Bold 13");
        letters_lack_ = letters_lack_ || pango_layout_get_unknown_glyphs_count(layout.get()) > 0;
        // A heading keeps room for the first lines below it.
        if (y_ + height_of(layout.get()) + 48 > page_height - margin) turn();
        const std::string place =
            "page=" + std::to_string(page_) + " pos=[" + std::to_string(margin) + " " + std::to_string(y_) + "]";
        cairo_pdf_surface_add_outline(surface_.get(), CAIRO_PDF_OUTLINE_ROOT, std::string(text).c_str(), place.c_str(),
                                      CAIRO_PDF_OUTLINE_FLAG_OPEN);
        draw(layout.get(), first ? "H1" : "H2");
    }

    void paragraph(std::string_view text, bool codes) {
        const auto layout = laid_out(text, codes ? "DejaVu Sans Mono 9" : "DejaVu Sans 11.5");
        draw(layout.get(), "P");
    }

    /// Ends the file; false when something went wrong.
    [[nodiscard]] bool finish() {
        number_page();
        cairo_tag_end(context_.get(), "Document");
        cairo_show_page(context_.get());
        cairo_surface_finish(surface_.get());
        return cairo_status(context_.get()) == CAIRO_STATUS_SUCCESS &&
               cairo_surface_status(surface_.get()) == CAIRO_STATUS_SUCCESS;
    }

    /// Whether a heading holds letters that no font here has; headings are our own words, and what people type may hold
    /// any sign.
    [[nodiscard]] bool letters_lack() const noexcept { return letters_lack_; }

  private:
    [[nodiscard]] Owned<PangoLayout> laid_out(std::string_view text, const char* font) const {
        Owned<PangoLayout> layout(pango_cairo_create_layout(context_.get()));
        PangoContext* const settings = pango_layout_get_context(layout.get());
        pango_cairo_context_set_resolution(settings, 72);  // so that sizes of fonts are points of the page
        pango_context_set_language(settings, language_);
        pango_layout_context_changed(layout.get());
        const Owned<PangoFontDescription> description(pango_font_description_from_string(font));
        pango_layout_set_font_description(layout.get(), description.get());
        pango_layout_set_width(layout.get(), pango_units_from_double(page_width - 2 * margin));
        pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
        pango_layout_set_spacing(layout.get(), pango_units_from_double(2));
        // Without ligatures: what reads a line aloud or copies it gets its letters, one by one.
        const Owned<PangoAttrList> attributes(pango_attr_list_new());
        pango_attr_list_insert(attributes.get(), pango_attr_font_features_new("liga=0, clig=0"));
        pango_layout_set_attributes(layout.get(), attributes.get());
        pango_layout_set_text(layout.get(), text.data(), static_cast<int>(text.size()));
        return layout;
    }

    // The space at which a line was broken has no glyph any more, for which Cairo writes a piece of replacement text;
    // some readers of tags take its end for that of the paragraph. It gets the glyph of a space again, and stays
    // without width.
    static void keep_spaces(PangoLayoutLine* line) {
        for (GSList* at = line->runs; at != nullptr; at = at->next) {
            const auto* const run = static_cast<PangoLayoutRun*>(at->data);
            const std::span glyphs(run->glyphs->glyphs, static_cast<std::size_t>(run->glyphs->num_glyphs));
            if (std::ranges::none_of(glyphs,
                                     [](const PangoGlyphInfo& each) { return each.glyph == PANGO_GLYPH_EMPTY; }))
                continue;
            const Owned<PangoGlyphString> space(pango_glyph_string_new());
            pango_shape(" ", 1, &run->item->analysis, space.get());
            if (space->num_glyphs != 1) continue;
            for (PangoGlyphInfo& each : glyphs) {
                if (each.glyph == PANGO_GLYPH_EMPTY) each.glyph = space->glyphs[0].glyph;
            }
        }
    }

    static double height_of(PangoLayout* layout) {
        int height = 0;
        pango_layout_get_size(layout, nullptr, &height);
        return pango_units_to_double(height);
    }

    // Line by line, so that a paragraph may go on over the page; its tag is closed before and opened again after.
    void draw(PangoLayout* layout, const char* tag) {
        cairo_tag_begin(context_.get(), tag, nullptr);
        const Owned<PangoLayoutIter> lines(pango_layout_get_iter(layout));
        double top = y_;
        do {
            PangoRectangle extents{};
            pango_layout_iter_get_line_extents(lines.get(), nullptr, &extents);
            const double line_height = pango_units_to_double(extents.height);
            PangoLayoutLine* const line = pango_layout_iter_get_line(lines.get());
            // A line that was ended on purpose is a paragraph of the tree: nothing else would part it from the next.
            if (line->is_paragraph_start != 0 && line->start_index > 0) {
                cairo_tag_end(context_.get(), tag);
                cairo_tag_begin(context_.get(), tag, nullptr);
            }
            double at = top + pango_units_to_double(extents.y);
            if (at + line_height > page_height - margin) {
                cairo_tag_end(context_.get(), tag);
                turn();
                cairo_tag_begin(context_.get(), tag, nullptr);
                top = y_ - pango_units_to_double(extents.y);
                at = y_;
            }
            const double baseline = top + pango_units_to_double(pango_layout_iter_get_baseline(lines.get()));
            cairo_move_to(context_.get(), margin + pango_units_to_double(extents.x), baseline);
            keep_spaces(line);
            pango_cairo_show_layout_line(context_.get(), line);
            y_ = at + line_height;
        } while (pango_layout_iter_next_line(lines.get()) != 0);
        cairo_tag_end(context_.get(), tag);
        y_ += gap;
    }

    void number_page() {
        const auto layout = laid_out(std::to_string(page_), "DejaVu Sans 9");
        pango_layout_set_alignment(layout.get(), PANGO_ALIGN_CENTER);
        cairo_move_to(context_.get(), margin, page_height - foot);
        pango_cairo_show_layout(context_.get(), layout.get());
    }

    void turn() {
        number_page();
        cairo_show_page(context_.get());
        ++page_;
        y_ = margin;
    }

    Owned<cairo_surface_t> surface_;
    Owned<cairo_t> context_;
    PangoLanguage* language_;
    double y_ = margin;
    int page_ = 1;
    bool letters_lack_ = false;
};

// What stands behind a name in the trailer: "/Size 12" -> 12.
std::optional<std::size_t> number_after(std::string_view text, std::string_view name) {
    const auto at = text.find(name);
    if (at == std::string_view::npos) return std::nullopt;
    text.remove_prefix(at + name.size());
    text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} ? std::optional(number) : std::nullopt;
}

// Cairo 1.16 writes tags, but neither the mark that there are any nor the language of the document, without which a
// screen reader guesses. So these are added as an incremental update (ISO 32000-1, 7.5.6): the catalogue once more,
// with /Lang, /MarkInfo and the wish to show the title. False when the file has another form than Cairo's.
bool add_language(std::string& pdf, std::string_view language) {
    const auto trailer_at = pdf.rfind("trailer");
    const auto start_at = pdf.rfind("startxref");
    if (trailer_at == std::string::npos || start_at == std::string::npos || start_at < trailer_at) return false;
    const std::string_view trailer = std::string_view(pdf).substr(trailer_at, start_at - trailer_at);
    const auto root = number_after(trailer, "/Root");
    const auto info = number_after(trailer, "/Info");
    const auto size = number_after(trailer, "/Size");
    const auto previous = number_after(std::string_view(pdf).substr(start_at), "startxref\n");
    if (!root || !info || !size || !previous) return false;
    const std::string head = std::to_string(*root) + " 0 obj\n";
    const auto object_at = pdf.rfind("\n" + head, trailer_at);
    if (object_at == std::string::npos) return false;
    const auto object_end = pdf.find("endobj", object_at);
    std::string catalogue = pdf.substr(object_at + 1, object_end - object_at - 1);
    constexpr std::string_view type = "/Type /Catalog";
    const auto type_at = catalogue.find(type);
    if (type_at == std::string::npos || object_end == std::string::npos) return false;
    catalogue.insert(type_at + type.size(),
                     "\n   /Lang (" + std::string(language) +
                         ")\n   /MarkInfo << /Marked true >>\n   /ViewerPreferences << /DisplayDocTitle true >>");
    const std::size_t offset = pdf.size();
    pdf.append(catalogue).append("endobj\n");
    const std::size_t table = pdf.size();
    std::string place = std::to_string(offset);
    if (place.size() < 10) place.insert(0, 10 - place.size(), '0');
    pdf.append("xref\n").append(std::to_string(*root)).append(" 1\n").append(place).append(" 00000 n \n");
    pdf.append("trailer\n<< /Size ").append(std::to_string(*size)).append("\n   /Root ").append(std::to_string(*root));
    pdf.append(" 0 R\n   /Info ").append(std::to_string(*info)).append(" 0 R\n   /Prev ");
    pdf.append(std::to_string(*previous)).append("\n>>\nstartxref\n").append(std::to_string(table)).append("\n%%EOF\n");
    return true;
}

}  // namespace

std::expected<std::string, std::string> write_pdf(const PdfPaper& paper) {
    static constexpr std::string_view no_fonts =
        "A PDF needs a font, and this machine has none with these letters. Install one, on Debian and Ubuntu with: "
        "apt-get install fonts-dejavu-core. The other formats need no font.";
    if (!has_fonts()) return std::unexpected(std::string(no_fonts));
    std::string pdf;
    {
        Drawing drawing(pdf, paper.language);
        drawing.describe(paper);
        drawing.heading(paper.title, true);
        for (const PdfSection& section : paper.sections) {
            if (!section.heading.empty()) drawing.heading(section.heading, false);
            for (const std::string_view paragraph : paragraphs_of(section.text))
                drawing.paragraph(paragraph, section.codes);
        }
        if (drawing.letters_lack()) return std::unexpected(std::string(no_fonts));
        if (!drawing.finish()) return std::unexpected("The PDF could not be drawn.");
    }
    if (!add_language(pdf, paper.language)) return std::unexpected("The PDF has a form that was not expected.");
    return pdf;
}

}  // namespace holdfast::cli
