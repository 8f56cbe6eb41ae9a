// SPDX-License-Identifier: Apache-2.0
#include "case_world.hpp"

namespace holdfast::store {
namespace {

/// Erased by whomever: what is said of its items in the audit trail stays.
CaseWorld erased(const CaseWorld& world) {
    CaseWorld out;
    for (std::size_t i = 0; i < items_a_case; ++i) out.items[i].decisions = world.items[i].decisions;
    return out;
}

bool decide(ItemWorld& item, bool allowed, ItemLife life) {
    if (!allowed) return false;
    item.life = life;
    ++item.decisions;
    return true;
}

/// Whether the store can have acknowledged the deed; `world` is as it is afterwards then.
bool apply(CaseWorld& world, const Act& act) {
    if (act.deed == Deed::submit) {
        if (world.present) return false;
        world.present = true;
        world.items[0].life = ItemLife::active;
        return true;
    }
    if (!world.present) return false;
    ItemWorld& item = world.items.at(which_of(act.n));
    switch (act.deed) {
        case Deed::add:
            if (world.items[1].life != ItemLife::none) return false;
            world.items[1].life = ItemLife::active;
            return true;
        case Deed::withdraw:
            if (item.life == ItemLife::active || item.life == ItemLife::disputed) {
                item.held = item.life;
                item.life = ItemLife::withdrawn;
            }
            return item.life != ItemLife::none;  // what is gone already is left as it is
        case Deed::restore:
            if (item.life != ItemLife::withdrawn) return false;
            item.life = item.held;
            item.held = ItemLife::none;
            return true;
        case Deed::dispute:
            return decide(item, item.life == ItemLife::active, ItemLife::disputed);
        case Deed::release:
            return decide(item, item.life == ItemLife::disputed, ItemLife::active);
        case Deed::expire:
            return decide(item, item.life == ItemLife::active || item.life == ItemLife::disputed, ItemLife::expired);
        case Deed::rotate:
            if (world.keys + 1 != act.detail) return false;
            ++world.keys;
            return true;
        case Deed::erase:
            world = erased(world);
            return true;
        case Deed::end:
            world = erased(world);
            world.ended = true;
            return true;
        case Deed::match:
            if (world.matched || world.items[0].life != ItemLife::active) return false;
            world.matched = world.alert = true;
            return true;
        case Deed::tidy:
            if (!world.alert) return false;
            world.alert = false;
            return true;
        case Deed::feedback:
            item.verdict = act.detail;
            return item.life != ItemLife::none;
        case Deed::submit:
        case Deed::sighting:
        case Deed::seal:
            break;
    }
    return false;
}

}  // namespace

std::optional<CaseWorld> after(CaseWorld world, const Act& act) {
    if (!apply(world, act)) return std::nullopt;
    return world;
}

CaseWorld visible(CaseWorld world) {
    world.matched = false;
    for (ItemWorld& item : world.items) item.held = ItemLife::none;
    return world;
}

std::ostream& operator<<(std::ostream& out, const CaseWorld& world) {
    out << (world.present ? "there" : "absent") << (world.ended ? ", ended" : "") << (world.alert ? ", alerted" : "")
        << ", keys " << world.keys;
    for (const ItemWorld& item : world.items) {
        out << ", item " << static_cast<int>(item.life) << " verdict " << static_cast<int>(item.verdict)
            << " decisions " << static_cast<int>(item.decisions);
    }
    return out;
}

}  // namespace holdfast::store
