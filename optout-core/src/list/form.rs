//! Whose opt-outs a list holds, and in what form they come.

use super::json::Shape;
use crate::table::{LUSHA, OPT_OUT_LIST, PEOPLE_DATA_LABS, Preset, UNNAMED, ZOOMINFO};
use crate::words::words;

words! {
    /// The form of a list.
    ///
    /// A vendor has a form of its own where a public page shows what it sends; the pages are named, as of
    /// November 2026. For any other, and for files of which no page tells, there are [`Csv`](Self::Csv) and
    /// [`Json`](Self::Json), whose fields the caller names. That goes for Cognism, too: its Compliance API
    /// (developers.cognism.com, "Opt-Out List", `GET /api/search/contact/optOut`) answers in pages of JSON of
    /// which no record is shown.
    ///
    /// JSON is one value, or several one behind the other: a line for each, or not. Where an array stands in the
    /// place of a value, each of its elements counts. The name of a field inside another has those around it in
    /// front, with dots between: `datapoints.datapointId`. Fields that an opt-out lacks are no fault, since JSON
    /// leaves out what it has not; only where no opt-out has an id or an address, it is not such a list. An
    /// opt-out is read at a time, of 4 MiB at most.
    ListForm ("csv, json, lusha, people_data_labs or zoominfo") {
        /// A delimited text whose header names the columns: 6sense's Opt-Out List, or any with named columns.
        Csv = "csv",
        /// JSON objects, whose fields the caller names as columns.
        Json = "json",
        /// What Lusha posts to a webhook ("Create Opt-Out Subscription", docs.lusha.com): an object for one
        /// person, with `contactId`, `fullName`, `contactOptOutDate` without a zone, and e-mail addresses among
        /// `datapoints`. Several as they were collected: in an array, or one behind the other.
        Lusha = "lusha",
        /// What People Data Labs' Subject Request API answers ("Subject Request API", docs.peopledatalabs.com):
        /// delimited text of person ids alone. The page does not show whether there is a header: a first row
        /// that says `id`, `pdl_id` or `person_id` is one, any other of one column is a person.
        PeopleDataLabs = "people_data_labs",
        /// What ZoomInfo's Compliance API answers (`POST /compliance`, api.zoominfo.com): under `data.result`
        /// for each that was asked for `data` with people: `id`, `firstName`, `lastName`, `emailAddresses` and
        /// `pastEmailAddresses`. It does not say that they have opted out: that is why they were asked for. One
        /// of whom it knows nothing is an opt-out without an identifier.
        ZoomInfo = "zoominfo",
    }
}

impl Default for ListForm {
    /// 6sense's.
    fn default() -> Self {
        Self::Csv
    }
}

impl ListForm {
    /// What the names of its columns or fields stand for.
    pub(super) fn preset(self) -> &'static Preset {
        match self {
            Self::Csv => &OPT_OUT_LIST,
            Self::Json => &UNNAMED,
            Self::Lusha => &LUSHA,
            Self::PeopleDataLabs => &PEOPLE_DATA_LABS,
            Self::ZoomInfo => &ZOOMINFO,
        }
    }

    /// Whether it is JSON.
    #[cfg(feature = "fs")]
    pub(crate) fn is_json(self) -> bool {
        self.shape().is_some()
    }

    /// Where its opt-outs stand, if it is JSON.
    pub(super) fn shape(self) -> Option<Shape> {
        let plain = Shape { records_at: "", passed_over: None };
        match self {
            Self::Csv | Self::PeopleDataLabs => None,
            Self::Json => Some(plain),
            Self::Lusha => Some(Shape { passed_over: Some(("datapointType", "phone")), ..plain }),
            Self::ZoomInfo => Some(Shape { records_at: "data.result.data", ..plain }),
        }
    }
}
