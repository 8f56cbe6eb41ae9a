// SPDX-License-Identifier: Apache-2.0
// Words of the list that a new case is not given. Whoever is blackmailed keeps these twelve, reads them again and may say
// them on the telephone: none should speak of violence, death, shame, bodies, children or pictures, insult, or sound like
// another word of the list. The list itself stays whole, so that it is the published one; reading takes every word.
// Chosen by reading all 2048. Drawing anew costs about one and a half bits of the 128.

const violence = `abuse armed arrest assault attack battle betray blade blast blood bomb bullet cage cliff crime cruel crush damage danger
  demise despair destroy enemy evil fatal ghost gun harsh horror hunt hurt inflict injury inmate knife monster orphan pill
  pistol prison punch rifle scare shoot siege skull slam sniff spy strike suffer suspect sword tragic trap trigger vanish
  vicious warfare warrior weapon wreck wrestle`;

const shame = `abandon addict affair afraid alcohol alien anger angry anxiety awful awkward bachelor blame blush broken crazy cry dirt
  divorce dumb expose fat fault garbage gloom gorilla gossip grief guilt ignore illegal insane jealous judge junk lazy
  liar lonely mad master misery mistake monkey naive nasty obey panic penalty pig poverty regret reject rude sad sadness
  sick sorry trash trouble ugly unable unfair unhappy upset useless weasel weird worry`;

const bodies = `adult baby body bottom boy child girl hole infant kid kiss model organ romance skin spawn toddler tongue wet young youth`;

const pictures = `camera cash film image payment photo picture reveal satoshi screen secret share video witness`;

/** Of each pair that sounds alike, one: the other is drawn and can only be heard as itself. */
const alike = `pear piece write`;

export const hard_words: ReadonlySet<string> = new Set([violence, shame, bodies, pictures, alike].join(" ").split(/\s+/));
