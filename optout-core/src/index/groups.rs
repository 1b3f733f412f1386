//! Keys that stand for one thing, in groups that have nothing in common.
//!
//! Source: R. E. Tarjan and J. van Leeuwen, "Worst-case analysis of set union algorithms", 1984:
//! linking by size, which alone keeps every path short.

use hashbrown::HashMap;

/// Groups of keys; of each group one key stands for all.
#[derive(Clone, Default)]
pub(super) struct Groups {
    by_key: HashMap<String, u32, foldhash::fast::FixedState>,
    members: Vec<Member>,
}

#[derive(Clone)]
struct Member {
    key: String,
    parent: u32,
    /// How many members the group has, and which of them stands for all; kept at its root only.
    size: u32,
    label: u32,
}

impl Groups {
    /// The place of a key, which is a group of its own if it is new; `None` where no more fit.
    pub(super) fn place(&mut self, key: &str) -> Option<u32> {
        if let Some(at) = self.by_key.get(key) {
            return Some(*at);
        }
        let at = u32::try_from(self.members.len()).ok()?;
        self.by_key.insert(key.to_owned(), at);
        self.members.push(Member { key: key.to_owned(), parent: at, size: 1, label: at });
        Some(at)
    }

    /// The place of a key that is known.
    pub(super) fn find(&self, key: &str) -> Option<u32> {
        self.by_key.get(key).copied()
    }

    /// The place of the key that stands for all of a key's group.
    pub(super) fn label(&self, at: u32) -> u32 {
        self.members.get(self.root(at) as usize).map_or(at, |root| root.label)
    }

    /// The key at a place.
    pub(super) fn key(&self, at: u32) -> &str {
        self.members.get(at as usize).map_or("", |member| member.key.as_str())
    }

    /// Joins two groups under the key that is to stand for both.
    pub(super) fn join(&mut self, one: u32, other: u32, label: u32) {
        let (one, other) = (self.root(one), self.root(other));
        let size = |at: u32| self.members.get(at as usize).map_or(0, |member| member.size);
        let (large, small) = if size(one) < size(other) { (other, one) } else { (one, other) };
        let both = size(one) + size(other);
        if let Some(small) = self.members.get_mut(small as usize) {
            small.parent = large;
        }
        if let Some(root) = self.members.get_mut(large as usize) {
            root.label = label;
            if large != small {
                root.size = both;
            }
        }
    }

    /// All keys with the key that stands for each, in the order in which they came.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.members
            .iter()
            .zip(0u32..)
            .map(|(member, at)| (member.key.as_str(), self.key(self.label(at))))
    }

    fn root(&self, mut at: u32) -> u32 {
        while let Some(member) = self.members.get(at as usize).filter(|member| member.parent != at)
        {
            at = member.parent;
        }
        at
    }
}
