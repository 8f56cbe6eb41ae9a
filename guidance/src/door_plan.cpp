// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "door_entries.hpp"
#include "door_request.hpp"
#include "holdfast/guidance/plan.hpp"

namespace holdfast::guidance {
namespace {

class PlanWriter {
  public:
    PlanWriter(const Handbook& handbook, const Request& request, JsonWriter& to)
        : guide_(handbook.guide),
          directory_(handbook.directory),
          request_(request),
          reader_(request.reader),
          to_(to),
          person_(person_of(guide_, directory_, request.answers)),
          plan_(make_plan(guide_, request.answers)),
          platform_(platform()) {}

    void write() {
        to_.key("audience").value(to_text(plan_.audience)).key("person").value(to_text(plan_.person));
        to_.key("complete").value(!next_question(guide_, request_.answers));
        write_crisis();
        to_.key("phases").array();
        for (auto step = plan_.steps.cbegin(); step != plan_.steps.cend();) step = write_phase(step);
        to_.end();
    }

  private:
    using Steps = std::vector<std::size_t>::const_iterator;

    const Platform* platform() const {
        const auto where = guide_.question("where");
        if (!where) return nullptr;
        const auto choice = complete(guide_, request_.answers).get(*where);
        if (!choice) return nullptr;
        const auto found = directory_.platform(guide_.questions[*where].choices[*choice].id);
        return found ? &directory_.platforms[*found] : nullptr;
    }

    void write_crisis() {
        const CrisisHelp help = crisis_help(directory_, person_);
        write_lines("crisis", help.lines);
        const Country& country = directory_.countries[help.country];
        to_.key("crisis_for").object().key("country").value(country.id);
        write_text(to_, "name", country.name, reader_.language);
        to_.key("assumed").value(help.assumed).end();
        // A number of another country would not be answered where they are.
        if (person_.where == Person::Country::elsewhere) return;
        to_.key("emergency");
        write_emergency(to_, country, reader_);
    }

    Steps write_phase(Steps step) {
        const std::size_t number = guide_.steps[*step].phase;
        const Phase& phase = guide_.phases[number];
        to_.object().key("id").value(phase.id);
        write_text(to_, "name", phase.name, reader_.language);
        to_.key("pace").value(to_text(phase.pace)).key("steps").array();
        for (; step != plan_.steps.end() && guide_.steps[*step].phase == number; ++step)
            write_step(guide_.steps[*step]);
        to_.end().end();
        return step;
    }

    void write_step(const Step& step) {
        to_.object().key("id").value(step.id).key("task").value(step.task);
        write_text(to_, "head", step.head.for_audience(plan_.audience, plan_.person), reader_.language);
        write_text(to_, "text", step.text.for_audience(plan_.audience, plan_.person), reader_.language);
        write_text(to_, "why", step.why, reader_.language);
        // Words for somebody else than the reader are shown as such: "Words for them".
        const Audience spoken_to = step.text.spoken_to(plan_.audience, plan_.person);
        const bool others = plan_.audience == Audience::parent || plan_.audience == Audience::adviser;
        if (others && spoken_to != plan_.audience && is_shown_to_the_person(step))
            to_.key("for").value(to_text(spoken_to));
        const StepHelp help = help_for(directory_, person_, step);
        write_lines("lines", help.lines);
        to_.key("services").array();
        for (const std::size_t service : help.services) write_service(to_, directory_.services[service], reader_);
        to_.end();
        to_.key("country");
        if (person_.where == Person::Country::elsewhere)
            to_.array().end();
        else
            write_country_parts(to_, country(), step.country_shows, reader_);
        if (platform_ != nullptr && !step.platform_shows.empty()) {
            to_.key("platform");
            write_platform(to_, *platform_, step.platform_shows, person_, reader_);
        }
        if (step.force) write_forces();
        to_.key("notices").array();
        for (const auto& notice : notices_of(guide_, step, request_.answers)) to_.value(notice);
        to_.end();
        to_.key("links").array();
        for (const auto& link : step.links) {
            to_.object().key("url").value(link.url);
            write_text(to_, "label", link.label, reader_.language);
            to_.end();
        }
        to_.end();
        write_sources(to_, "sources", step.provenance.sources);
        write_checked(to_, step.provenance, reader_);
        to_.end();
    }

    // What only somebody who helps is shown speaks to them, also where it has no other words.
    bool is_shown_to_the_person(const Step& step) const {
        const auto role = guide_.question("role");
        const auto me = role ? guide_.choice(*role, "me") : std::nullopt;
        if (!me) return true;
        // A school is not asked for whom it asks: its words are its own.
        if (evaluate(guide_.questions[*role].when, complete(guide_, request_.answers)) == Truth::no) return false;
        Answers theirs = request_.answers;
        theirs.set(*role, *me);
        theirs = complete(guide_, theirs);
        return evaluate(step.when, step.unless, theirs) == Truth::yes;
    }

    void write_lines(std::string_view name, std::span<const std::size_t> lines) {
        to_.key(name).array();
        for (const std::size_t line : lines) write_line(to_, directory_.lines[line], reader_);
        to_.end();
    }

    const Country& country() const {
        const bool named = person_.where == Person::Country::named;
        return directory_.countries[named ? person_.country : directory_.country(home_country).value_or(0)];
    }

    // The force that was picked, or the only one of the nation; else the place is to be asked for. Countries other than
    // the UK have their police in the country's entry.
    void write_forces() {
        if (country().id != home_country || person_.where == Person::Country::elsewhere) return;
        auto only = request_.force;
        if (!only && person_.nation) {
            const auto is_there = [&](const Force& force) { return force.nation == person_.nation; };
            const auto first = std::ranges::find_if(directory_.forces, is_there);
            if (first != directory_.forces.end() && std::ranges::count_if(directory_.forces, is_there) == 1)
                only = static_cast<std::size_t>(first - directory_.forces.begin());
        }
        if (!only) {
            to_.key("ask_place").value(true);
            return;
        }
        to_.key("forces").array();
        write_force(to_, directory_.forces[*only], reader_);
        to_.end();
    }

    const Guide& guide_;
    const Directory& directory_;
    const Request& request_;
    const Reader& reader_;
    JsonWriter& to_;
    Person person_;
    Plan plan_;
    const Platform* platform_;
};

}  // namespace

void ask_plan(const Handbook& handbook, Request& request, JsonWriter& to) {
    request.only();
    request.needs_today();
    if (request.faults.empty()) PlanWriter(handbook, request, to).write();
}

}  // namespace holdfast::guidance
