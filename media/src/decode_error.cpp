// SPDX-License-Identifier: Apache-2.0
#include "holdfast/media/decode_error.hpp"

namespace holdfast::media {
namespace {

std::string naming(FileKind kind, std::string_view rest) {
    std::string sentence = "This is ";
    sentence += describe(kind);
    sentence += rest;
    return sentence;
}

}  // namespace

std::string_view to_text(DecodeError error) noexcept {
    switch (error) {
        case DecodeError::empty:
            return "empty";
        case DecodeError::unknown_format:
            return "unknown_format";
        case DecodeError::not_a_picture:
            return "not_a_picture";
        case DecodeError::video:
            return "video";
        case DecodeError::unsupported_format:
            return "unsupported_format";
        case DecodeError::unsupported_variant:
            return "unsupported_variant";
        case DecodeError::too_many_bytes:
            return "too_many_bytes";
        case DecodeError::too_many_pixels:
            return "too_many_pixels";
        case DecodeError::side_too_long:
            return "side_too_long";
        case DecodeError::too_much_work:
            return "too_much_work";
        case DecodeError::truncated:
            return "truncated";
        case DecodeError::corrupt:
            return "corrupt";
        case DecodeError::out_of_memory:
            return "out_of_memory";
        case DecodeError::too_much_memory:
            return "too_much_memory";
        case DecodeError::too_much_time:
            return "too_much_time";
        case DecodeError::decoder_crashed:
            return "decoder_crashed";
        case DecodeError::decoder_unavailable:
            return "decoder_unavailable";
    }
    return "corrupt";
}

std::string explain(DecodeError error, FileKind kind) {
    switch (error) {
        case DecodeError::empty:
            return "This file is empty: it may not have finished downloading.";
        case DecodeError::unknown_format:
            return "This file is not a picture that we know; JPEG, PNG, WebP and GIF can be read.";
        case DecodeError::not_a_picture:
            return naming(
                kind,
                ", not a picture; if the picture is inside it, save the picture by itself or take a screenshot of it.");
        case DecodeError::video:
            return naming(kind, ", not a picture; you can take a screenshot of a moment in it and choose that.");
        case DecodeError::unsupported_format:
            return naming(kind, ", which cannot be read here; save it as JPEG or PNG, or take a screenshot of it.");
        case DecodeError::unsupported_variant:
            return naming(
                kind,
                " of a rare sort that cannot be read here; save it again as JPEG or PNG, or take a screenshot of it.");
        case DecodeError::too_many_bytes:
            return "This file is larger than a picture can be here (128 MB); take a screenshot of it and choose that.";
        case DecodeError::too_many_pixels:
            return "This picture has more than 64 million pixels, too many to read here; take a screenshot of it and "
                   "choose that.";
        case DecodeError::side_too_long:
            return "This picture is longer on one side than can be read here (65,535 pixels); take a screenshot of it "
                   "and choose that.";
        case DecodeError::too_much_work:
            return "This file is built to keep a computer busy without end, so reading it was stopped; do not open it "
                   "elsewhere.";
        case DecodeError::truncated:
            return "This file ends in the middle of the picture: download or copy it again if you can.";
        case DecodeError::corrupt:
            return "This file is damaged and cannot be read as a picture: download or copy it again if you can.";
        case DecodeError::out_of_memory:
            return "This device has too little memory to read this picture; close other tabs or programs and try "
                   "again.";
        case DecodeError::too_much_memory:
            return "Reading this file took more memory than the largest picture takes (2 GB), so it was stopped; if "
                   "you "
                   "trust the file, take a screenshot of the picture and choose that.";
        case DecodeError::too_much_time:
            return "Reading this file took far longer than a picture takes, so it was stopped; if you trust the file, "
                   "take a screenshot of the picture and choose that.";
        case DecodeError::decoder_crashed:
            return "This file made the program that reads such pictures fail; nothing else was harmed. The file is "
                   "damaged, or built to do that: do not open it elsewhere.";
        case DecodeError::decoder_unavailable:
            return naming(kind,
                          ", and the closed-off process that reads such pictures could not be started on this "
                          "machine; save the picture as JPEG or PNG, or take a screenshot of it.");
    }
    return "This file cannot be read.";
}

}  // namespace holdfast::media
