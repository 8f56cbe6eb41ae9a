// SPDX-License-Identifier: Apache-2.0
// Draws a chat as a telephone shows it: each line of standard input is a message, to the left, or to the right where it
// begins with ">". Usage: words_picture OUT.png WIDTH light|dark
#include <cairo/cairo.h>
#include <pango/pangocairo.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <string>
#include <vector>

namespace {

struct Shade {
    double paper, bubble, ink;
};

/// Height of the bubble.
double draw(cairo_t* to, const std::string& line, double width, double top, const Shade& shade) {
    const bool right = line.starts_with('>');
    const double size = width / 26;
    PangoLayout* const layout = pango_cairo_create_layout(to);
    PangoFontDescription* const font = pango_font_description_from_string("DejaVu Sans");
    pango_font_description_set_absolute_size(font, size * PANGO_SCALE);
    pango_layout_set_font_description(layout, font);
    pango_layout_set_width(layout, static_cast<int>(width * 0.68 * PANGO_SCALE));
    pango_layout_set_text(layout, line.c_str() + (right ? 1 : 0), -1);
    int wide = 0;
    int high = 0;
    pango_layout_get_pixel_size(layout, &wide, &high);
    const double left = right ? width - wide - (2.2 * size) : size;
    cairo_set_source_rgb(to, shade.bubble, shade.bubble, shade.bubble);
    cairo_rectangle(to, left, top, wide + (1.2 * size), high + size);
    cairo_fill(to);
    cairo_set_source_rgb(to, shade.ink, shade.ink, shade.ink);
    cairo_move_to(to, left + (0.6 * size), top + (0.5 * size));
    pango_cairo_show_layout(to, layout);
    pango_font_description_free(font);
    g_object_unref(layout);
    return high + size;
}

}  // namespace

int main(int count, char** arguments) {
    if (count != 4) return 2;
    const int width = std::atoi(arguments[2]);
    const Shade shade = std::string(arguments[3]) == "dark" ? Shade{0.05, 0.2, 0.95} : Shade{1, 0.9, 0.05};
    std::vector<std::string> lines;
    for (std::string line; std::getline(std::cin, line);) lines.push_back(line);
    const int height = std::max(width, static_cast<int>(lines.size()) * width / 5);
    cairo_surface_t* const surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
    cairo_t* const to = cairo_create(surface);
    cairo_set_source_rgb(to, shade.paper, shade.paper, shade.paper);
    cairo_paint(to);
    double top = width / 20.0;
    for (const std::string& line : lines) top += draw(to, line, width, top, shade) + (width / 30.0);
    cairo_destroy(to);
    const bool written = cairo_surface_write_to_png(surface, arguments[1]) == CAIRO_STATUS_SUCCESS;
    cairo_surface_destroy(surface);
    return written ? 0 : 1;
}
