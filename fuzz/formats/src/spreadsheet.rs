//! A spreadsheet around parts that were bred. It is a ZIP with checksums, which no bred file meets: without this hardly any input would
//! reach what reads the XML in it.

const STRINGS: &str = r#"<sst><si><t>1ST CHOICE MAYOR</t></si><si><t>HILL</t></si></sst>"#;
const WORKBOOK: &str = r#"<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>"#;
const RELATIONS: &str = r#"<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>"#;
const PACKAGE: &str = r#"<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const STYLES: &str = "<styleSheet/>";

/// The parts in the order in which an input has them, and what stands for those that it lacks.
const PARTS: [(&str, &str); 6] = [
    ("xl/worksheets/sheet1.xml", "<worksheet/>"),
    ("xl/sharedStrings.xml", STRINGS),
    ("xl/workbook.xml", WORKBOOK),
    ("xl/_rels/workbook.xml.rels", RELATIONS),
    ("xl/styles.xml", STYLES),
    ("_rels/.rels", PACKAGE),
];

/// A ZIP with these parts, stored as they are.
pub(crate) fn around<'p>(mut parts: impl Iterator<Item = &'p [u8]>) -> Vec<u8> {
    let (mut bytes, mut list) = (Vec::new(), Vec::new());
    for (name, instead) in PARTS {
        let part = parts.next().unwrap_or(instead.as_bytes());
        let mut checksum = flate2::Crc::new();
        checksum.update(part);
        let size = u32::try_from(part.len()).expect("inputs are short").to_le_bytes();
        let length = u16::try_from(name.len()).expect("names are short").to_le_bytes();
        let facts =
            [&[20, 0][..], &[0; 8], &checksum.sum().to_le_bytes(), &size, &size, &length, &[0, 0]].concat();
        let at = u32::try_from(bytes.len()).expect("inputs are short").to_le_bytes();
        list.extend([b"PK\x01\x02\x14\0", &facts[..], &[0; 10], &at, name.as_bytes()].concat());
        bytes.extend([b"PK\x03\x04", &facts[..], name.as_bytes(), part].concat());
    }
    let [size, at] = [list.len(), bytes.len()].map(|n| u32::try_from(n).expect("as above").to_le_bytes());
    bytes.extend(list);
    let entries = [PARTS.len() as u8, 0, PARTS.len() as u8, 0];
    bytes.extend([b"PK\x05\x06\0\0\0\0", &entries[..], &size, &at, &[0, 0]].concat());
    bytes
}
