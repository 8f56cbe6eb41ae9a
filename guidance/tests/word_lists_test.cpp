// SPDX-License-Identifier: Apache-2.0
// What the word lists of data/guidance/words.toml must know: each thing that nobody may be told, as somebody might come
// to write it, and beside it what has to be said. A word that is taken off a list is seen here.
#include <gtest/gtest.h>

#include <algorithm>
#include <string_view>
#include <vector>

#include "sentences.hpp"
#include "the_rules.hpp"

namespace {

using namespace holdfast::guidance;
using test::the_rules;

struct Sayings {
    std::string_view rule;
    std::vector<std::string_view> never_english, never_welsh, said_english;
};

const std::vector<Sayings>& all_sayings() {
    static const std::vector<Sayings> sayings{
        {"never-pay-words",
         {"Pay them.", "Pay a little first.", "Send money once.", "Send the money they ask for.", "Buy gift cards.",
          "Give them what they want.", "It is easier to give in."},
         {"Talwch nhw.", "Anfonwch arian.", "Mae'n haws talu."},
         {"Do not pay.", "Never pay a fee.", "Do not buy gift cards."}},
        {"never-reply-words",
         {"Reply once.", "Answer them calmly.", "Write back.", "Write to them.", "Respond politely.",
          "Negotiate a price.", "Bargain for time.", "Beg.", "Plead with them.", "Ask for more time.", "Play for time.",
          "Stall them.", "Keep them talking.", "Keep the call going.", "Call them back.", "Meet them.",
          "Talk to them."},
         {"Atebwch nhw.", "Bargeiniwch.", "Ysgrifennwch yn ôl.", "Siaradwch â nhw."},
         {"Do not reply.", "Do not write back or bargain.", "Give the police an answer."}},
        {"no-picture-of-the-young",
         {"Save the picture.", "Keep the photo.", "Screenshot the nude.", "Copy the video.", "Download the film.",
          "Send the picture to us.", "Forward the image.", "Upload the clip.", "Print the photo.",
          "Show the picture to a teacher.", "Share the video with the police.", "E-mail the picture.",
          "Attach the photo.", "Hand over the pictures.", "Look at the picture.", "Open the video.", "View the image.",
          "Record the video."},
         {"Cadwch y llun.", "Anfonwch y fideo.", "Copïwch y lluniau.", "Lawrlwythwch y ffilm.", "Dangoswch y llun."},
         {"Never save or send the picture.", "Save the words, never the picture.", "Keep the chat."}},
        {"removal-never-sure",
         {"It will be removed.", "The picture will be taken down.", "It will be deleted.", "Then it will be gone.",
          "It will come down.", "It will disappear.", "It is removed within a day.", "We guarantee it.",
          "We promise it.", "It is gone for good.", "We remove it.", "They will take it down.", "This always works."},
         {"Bydd yn cael ei dynnu.", "Caiff ei ddileu.", "Rydym yn gwarantu hynny.", "Bydd yn diflannu."},
         {"Nobody can promise that it is gone.", "They may take it down."}},
        {"suicide-safe",
         {"He committed suicide.", "She wants to kill herself.", "It was an overdose.", "He hanged himself.",
          "A cry for help.", "A failed attempt.", "Suicidal people.", "It is selfish.", "They self-harm."},
         {"Gorddos.", "Lladd ei hun.", "Hunan-niwed."},
         {"Are you thinking about ending your life?", "He died by suicide."}},
        {"no-blame",
         {"It is your fault.", "You should have known.", "That was careless.", "That was stupid.",
          "Why did you send it?", "You fell for it.", "You are to blame."},
         {"Eich bai chi yw hyn.", "Roedd hynny'n ffôl."},
         {"It is not your fault."}},
        {"real-is-no-bluff",
         {"It is a bluff.", "An empty threat.", "They will not share it.", "Nothing will happen.", "Do not worry.",
          "Just ignore it.", "Calm down."},
         {"Mae'n fygythiad gwag: bygythiad gwag.", "Peidiwch â phoeni."},
         {"Sometimes they do carry out the threat."}},
        {"police-as-is-true-there",
         {"You are not in trouble.", "You are not the one in trouble.", "The police deal with it and do not judge.",
          "You will not get into trouble.", "Officers never judge."},
         {"Dwyt ti ddim mewn trwbl.", "Nid ti sydd mewn trwbl.", "Nid yw'r heddlu'n barnu."},
         {"Helplines do not judge.", "Will I get into trouble?", "The police look for the person who threatens you."}},
    };
    return sayings;
}

bool is_found(std::string_view text, const WordList& list) {
    const auto sentences = sentences_of(text);
    return std::ranges::any_of(
        sentences, [&](const Sentence& sentence) { return fault_in(sentence, list) != sentence.words.size(); });
}

TEST(WordLists, KnowEveryWayOfSayingWhatNobodyMayBeTold) {
    ASSERT_EQ(all_sayings().size(), the_rules().words.size());
    for (const Sayings& sayings : all_sayings()) {
        const auto rule = std::ranges::find(the_rules().words, sayings.rule, &WordRule::id);
        ASSERT_NE(rule, the_rules().words.end()) << sayings.rule;
        for (const auto text : sayings.never_english)
            EXPECT_TRUE(is_found(text, rule->lists[0])) << sayings.rule << ": " << text;
        for (const auto text : sayings.never_welsh)
            EXPECT_TRUE(is_found(text, rule->lists[1])) << sayings.rule << ": " << text;
        for (const auto text : sayings.said_english)
            EXPECT_FALSE(is_found(text, rule->lists[0])) << sayings.rule << ": " << text;
    }
}

}  // namespace
