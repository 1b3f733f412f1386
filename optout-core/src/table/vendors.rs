//! What the fields of other vendors' opt-outs stand for, as far as their public pages say.

use super::preset::{Kind, Preset, plain};

/// No names of its own: the caller names the fields.
pub(crate) const UNNAMED: Preset =
    Preset { name: "json", columns: &[], shared: &[], is_pascal: false };

/// The body of Lusha's opt-out webhook. A field inside another has the names of both.
pub(crate) const LUSHA: Preset = Preset {
    name: "lusha",
    columns: &[
        ("contactid", Kind::Id("lusha")),
        ("fullname", plain!(FullName)),
        ("contactoptoutdate", plain!(RequestDate)),
        ("datapointsdatapointid", plain!(Email)),
    ],
    shared: &[],
    is_pascal: false,
};

/// The people in an answer of ZoomInfo's Compliance API.
pub(crate) const ZOOMINFO: Preset = Preset {
    name: "zoominfo",
    columns: &[
        ("id", Kind::Id("zoominfo")),
        ("firstname", plain!(GivenName)),
        ("lastname", plain!(FamilyName)),
        ("emailaddresses", plain!(Email)),
        ("pastemailaddresses", plain!(Email)),
    ],
    shared: &[],
    is_pascal: false,
};

/// People Data Labs' table of ids. Its page shows no header; these words can be no id.
pub(crate) const PEOPLE_DATA_LABS: Preset = Preset {
    name: "people_data_labs",
    columns: &[
        ("id", Kind::Id("people_data_labs")),
        ("pdlid", Kind::Id("people_data_labs")),
        ("personid", Kind::Id("people_data_labs")),
    ],
    shared: &[],
    is_pascal: false,
};
