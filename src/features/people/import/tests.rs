use proptest::prelude::*;

use super::*;

fn found(file: &[u8]) -> Vec<(String, ContactKind)> {
    names(&[file], None, || Ok::<_, ()>(())).unwrap().names
}

fn called(file: &[u8]) -> Vec<String> {
    found(file).into_iter().map(|(name, _)| name).collect()
}

fn card(version: &str, lines: &str) -> Vec<u8> {
    format!("BEGIN:VCARD\r\nVERSION:{version}\r\n{lines}\r\nEND:VCARD\r\n").into_bytes()
}

#[test]
fn every_age_of_contacts_file_is_read() {
    assert_eq!(called(&card("4.0", "FN:Noor Haddad\r\nTEL:+44 20 7946 0000")), ["Noor Haddad"]);
    assert_eq!(called(&card("3.0", "N:Haddad;Noor;;;\r\nNOTE:never this")), ["Noor Haddad"]);
    let old = "FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Zo=C3=AB =E5=B0=8F=\r\n=E6=9E=97";
    assert_eq!(called(&card("2.1", old)), ["Zoë 小林"]);
    assert_eq!(called(&card("2.1", "FN;ENCODING=QUOTED-PRINTABLE;CHARSET=ISO-8859-1:Ren=E9")), ["René"]);
    assert_eq!(called(&card("3.0", "FN:A rather long nam\r\n e\\, folded")), ["A rather long name, folded"]);
    assert_eq!(called(&card("3.0", "item1.FN:In a group\r\nitem1.EMAIL:a@example.org")), ["In a group"]);
    assert_eq!(called(&card("4.0", "FN;PREF=2:Bill\r\nFN;PREF=1:William")), ["William"]);
    assert_eq!(called(&card("3.0", "FN:Bill\r\nFN;TYPE=home,pref:William")), ["William"]);
    assert_eq!(called(&card("2.1", "FN:Bill\r\nFN;PREF:William\r\nFN:B")), ["William"]);
    assert_eq!(called(&card("4.0", "FN;PREF=odd:Bill\r\nFN:William")), ["Bill"]);
    for (lines, name) in [
        ("N:山田;花子;;;", "山田花子"),
        ("N:김;철수;;;", "김철수"),
        ("N:Yamada;花子;;;", "花子 Yamada"),
        ("FN:Jose\u{301}", "José"),
        ("FN:\u{200f}נועה\u{200e}", "נועה"),
        ("FN:\"Nora Neu\"", "Nora Neu"),
        ("FN:Nora \"Nono\"", "Nora \"Nono\""),
        ("FN:\"Nono\" Neu \"Jr\"", "\"Nono\" Neu \"Jr\""),
    ] {
        assert_eq!(called(&card("3.0", lines)), [name], "{lines}");
    }
    assert_eq!(called(&card("3.0", "ORG:Allotment Society;Plot 9\r\nTEL:1")), ["Allotment Society Plot 9"]);
    assert_eq!(called(&card("3.0", "TEL:+44 20 7946 0000\r\nEMAIL:a@example.org")), [""; 0]);
}

#[test]
fn groups_and_places_are_what_they_are_and_a_bare_number_is_nobody() {
    let file = [
        card("4.0", "KIND:group\r\nFN:The climbing club"),
        card("4.0", "KIND:org\r\nFN:Town library"),
        card("3.0", "FN:\r\nORG:Bakery Meyer"),
        card("3.0", "FN:Zoe"),
        card("3.0", "FN:anna"),
        card("3.0", "FN:+44 7700 900123"),
        card("3.0", "FN:mum@example.org"),
        card("3.0", "FN:+44 7700 900123\r\nN:Haddad;Noor;;;"),
        card("3.0", "FN:dad@example.org\r\nNICKNAME:Dad"),
        card("3.0", "FN:Anna @ work\r\nORG:Bakery"),
    ];
    let found = found(&file.concat());
    let found: Vec<_> = found.iter().map(|(name, sort)| (name.as_str(), *sort)).collect();
    let sorts = [
        ("anna", ContactKind::Person),
        ("Anna @ work", ContactKind::Person),
        ("Bakery Meyer", ContactKind::Place),
        ("Dad", ContactKind::Person),
        ("Noor Haddad", ContactKind::Person),
        ("The climbing club", ContactKind::Group),
        ("Town library", ContactKind::Place),
        ("Zoe", ContactKind::Person),
    ];
    assert_eq!(found, sorts);
}

#[test]
fn groups_and_companies_are_told_in_every_programs_own_way() {
    let file = [
        card("3.0", "N:Choir\r\nFN:Choir\r\nX-ADDRESSBOOKSERVER-KIND:group"),
        card("3.0", "FN:Neighbours\r\nX-EVOLUTION-LIST:TRUE"),
        card("3.0", "FN:Town bakery\r\nX-ABShowAs:COMPANY"),
    ];
    let found: Vec<_> = found(&file.concat()).into_iter().map(|(_, sort)| sort).collect();
    assert_eq!(found, [ContactKind::Group, ContactKind::Group, ContactKind::Place]);
}

#[test]
fn a_card_is_read_by_itself_whatever_stands_beside_it() {
    let folded = b"NOTE:folded within a letter \xc3\r\n \xbc of it\r\nFN:J\xc3\r\n \xbcrgen";
    let ansi = b"FN:Ren\xe9e";
    let file = [&b"BEGIN:VCARD\n"[..], folded, b"\nEND:VCARD\nBEGIN:VCARD\n", ansi, b"\nEND:VCARD\n"].concat();
    assert_eq!(called(&file), ["Jürgen", "Renée"]);
    let marked = |name: &str| format!("\u{feff}BEGIN:VCARD\r\nFN:{name}\r\nEND:VCARD\r\n");
    assert_eq!(called(["Nora", "Omar", "Pia"].map(marked).concat().as_bytes()), ["Nora", "Omar", "Pia"]);
}

#[test]
fn another_card_within_one_is_not_its_name() {
    let within = "AGENT:\r\nBEGIN:VCARD\r\nVERSION:2.1\r\nFN:Omar\r\nEND:VCARD\r\nFN:Nora";
    assert_eq!(called(&card("2.1", within)), ["Nora"]);
    assert_eq!(called(&card("2.1", &within.replacen("\r\nBEGIN", " BEGIN", 1))), ["Nora"]);
    let deeper = within.replace("FN:Omar", within);
    assert_eq!(called(&[card("2.1", &deeper), card("2.1", "FN:Pia")].concat()), ["Nora", "Pia"]);
}

#[test]
fn cards_out_of_a_mail_or_a_report_are_read() {
    let text = "BEGIN:VCARD\nVERSION:4.0\nFN:Nora with a\n  long name\nEND:VCARD\n";
    for indent in ["  ", "\t", "> ", ">> ", ""] {
        let moved = format!("{indent}{}\n", text.trim_end().replace('\n', &format!("\n{indent}")));
        assert_eq!(called(moved.as_bytes()), ["Nora with a long name"], "{indent:?}");
    }
    assert_eq!(called(text.replace('\n', "\r").as_bytes()), ["Nora with a long name"]);
    assert_eq!(called(text.replace('\n', "\r\r\n").as_bytes()), ["Nora with a long name"]);
}

#[test]
fn names_of_several_parts_and_soft_breaks_are_whole() {
    assert_eq!(called(&card("3.0", "N:Haddad;Noor,Ann;;;")), ["Noor Ann Haddad"]);
    let soft = "NOTE;ENCODING=QUOTED-PRINTABLE:one=\r\nFN:no name\r\nFN;QUOTED-PRINTABLE:Zo=C3=\r\n=AB";
    assert_eq!(called(&card("2.1", soft)), ["Zoë"]);
}

#[test]
fn a_number_never_goes_on_with_a_name_whatever_a_soft_break_leaves_open() {
    let quoted = "FN;ENCODING=QUOTED-PRINTABLE:J=C3=BCrgen=";
    for after in [
        "\r\n\r\nTEL;CELL:0151",
        "\r\nTEL;CELL:0151",
        "\r\ntel:0151",
        "\r\nitem1.TEL;TYPE=\"a:b\":0151",
        "\r\n  \r\nTEL:0151",
        "\r\n\r\n0151",
        "\r\nX-NUMBER:0151",
        "",
    ] {
        assert_eq!(called(&card("2.1", &format!("{quoted}{after}"))), ["Jürgen"], "{after:?}");
        let open = format!("BEGIN:VCARD\r\n{quoted}{after}\r\n");
        assert_eq!(called(open.as_bytes()), ["Jürgen"], "and without an end: {after:?}");
        assert_eq!(called(format!("{open}BEGIN:VCARD\r\nFN:Zoe").as_bytes()), ["Jürgen", "Zoe"], "{after:?}");
    }
    let organisation = "ORG;ENCODING=QUOTED-PRINTABLE:=C3=9Cber Land=\r\n\r\nTEL;CELL:0151\r\nN:;Nora;;;";
    assert_eq!(called(&card("2.1", organisation)), ["Nora"]);
    assert_eq!(called(&card("2.1", &format!("{quoted}\r\n =C3=A9\r\nTEL:0151"))), ["Jürgen é"]);
    let twice = format!("BEGIN:VCARD\n{quoted}\n=C3=A9\nEND:VCARD\n").replace('\n', "\r\r\n");
    assert_eq!(called(twice.as_bytes()), ["Jürgené"], "what ends each line twice is no empty line");
    assert_eq!(called(&card("2.1", "NOTE;QUOTED-PRINTABLE:x=\r\n\r\nFN:Nora")), ["Nora"]);
}

#[test]
fn a_download_that_broke_off_keeps_its_last_card() {
    let whole = [card("3.0", "FN:Nora"), card("3.0", "FN:Omar\r\nTEL:1")].concat();
    let cut = whole.len() - "END:VCARD\r\n".len();
    for at in cut..=whole.len() {
        assert_eq!(called(&whole[..at]), ["Nora", "Omar"], "{at}");
    }
    assert_eq!(called(&[&whole[..cut], &b"\r\n\r\n"[..]].concat()), ["Nora", "Omar"]);
    assert_eq!(called(b"BEGIN:VCARD\nFN:Nora\nAGENT:BEGIN:VCARD\nFN:Omar"), ["Nora"]);
    assert_eq!(called(&card("3.0", "N:;;Maria;;")), ["Maria"], "a middle name alone is a name");
}

#[test]
fn letters_are_asked_about_only_where_a_name_depends_on_them() {
    let asks = |lines: &[u8]| {
        let file = [b"BEGIN:VCARD\n", lines, b"\nEND:VCARD\n"].concat();
        names(&[&file], None, || Ok::<_, ()>(())).unwrap().taken_as.is_some()
    };
    assert!(!asks(b"FN:Zo\xc3\xab\nORG:Caf\xe9"));
    assert!(!asks(b"FN:Nora\nN:O\x92Shea;Nora;;;\nNICKNAME:Ren\xe9"));
    assert!(asks(b"FN:Ren\xe9\nORG:Caf\xc3\xa9") && asks(b"ORG:Caf\xe9"));
}

#[test]
fn what_a_file_does_not_say_is_told_and_can_be_taken_otherwise() {
    let file = b"BEGIN:VCARD\nFN:\xce\xeb\xe5\xed\xe0\nEND:VCARD\n";
    let read = |letters| names(&[file], letters, || Ok::<_, ()>(())).unwrap();
    let guessed = read(None);
    assert_eq!(guessed.names[0].0, "Олена");
    assert_eq!(guessed.taken_as, Some((CardLetters::Cyrillic, vec![b"\xce\xeb\xe5\xed\xe0".to_vec()])));
    assert_eq!(read(Some(CardLetters::Western)).names[0].0, "Îëåíà");
    assert_eq!(names(&[&card("3.0", "FN:Zoë")], None, || Ok::<_, ()>(())).unwrap().taken_as, None);
}

#[test]
fn a_name_among_pictures_and_long_lines_is_found() {
    let picture = format!("FN:Noor\r\nPHOTO;ENCODING=b:{}\r\n {}", "/9j/".repeat(5_000), "/9j/".repeat(5_000));
    assert_eq!(called(&card("3.0", &picture)), ["Noor"]);
}

#[test]
fn letters_of_other_encodings_are_read() {
    let latin = [&b"BEGIN:VCARD\nVERSION:2.1\nFN:Ren\xe9e\nEND:VCARD\n"[..]].concat();
    assert_eq!(called(&latin), ["Renée"]);
    let wide = "\u{feff}BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Łucja\r\nEND:VCARD\r\n";
    let little: Vec<u8> = wide.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = wide.encode_utf16().flat_map(u16::to_be_bytes).collect();
    assert_eq!(called(&little), ["Łucja"]);
    assert_eq!(called(&big), ["Łucja"]);
    assert_eq!(called(&little[2..]), ["Łucja"], "without a mark");
    assert_eq!(called(&big[2..]), ["Łucja"]);
}

#[test]
fn two_of_one_name_are_two_and_there_are_at_most_so_many() {
    let two = [card("3.0", "FN:Jo"), card("4.0", "FN:Jo")].concat();
    assert_eq!(called(&two), ["Jo", "Jo"]);
    let once = [card("3.0", "UID:7\r\nFN:Jo"), card("3.0", "FN:Jo\r\nUID:7"), card("3.0", "FN:Ali\r\nUID:7")];
    assert_eq!(called(&once.concat()), ["Ali", "Jo"], "the file says that it is the same one");
    let many: Vec<u8> = (0..1_200).flat_map(|n| card("3.0", &format!("FN:Nr {n}"))).collect();
    assert_eq!(called(&many).len(), MOST);
    assert_eq!(called(&card("3.0", &format!("FN:{}", "é".repeat(500))))[0].chars().count(), NAME_MOST);
}

#[test]
fn cards_without_end_are_cards_and_it_ends_when_nobody_waits() {
    let unended = b"BEGIN:VCARD\nVERSION:3.0\nFN:Noor\nBEGIN:VCARD\nVERSION:3.0\nFN:Zoe\nEND:VCARD\nFN:nobody\n";
    assert_eq!(called(unended), ["Noor", "Zoe"]);
    let empty = b"BEGIN:VCARD\nEND:VCARD\n".repeat(30_000);
    let mut asked = 0;
    let ended = names(&[&empty], None, || {
        asked += 1;
        if asked > 3 { Err(asked) } else { Ok(()) }
    });
    assert_eq!(ended, Err(4));
    let late = [empty, card("3.0", "FN:Jo")].concat();
    assert_eq!(called(&late), [""; 0], "after so many cards it is enough");
}

#[test]
fn what_is_no_contacts_file_has_no_names() {
    let odd: [&[u8]; 7] = [
        b"",
        b"\xff\xfe",
        b"BEGIN:VCARD",
        b"BEGIN:VCARD\nFN;ENCODING=QUOTED-PRINTABLE:=",
        b"%PDF-1.7 \x00\x01",
        b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:x\nEND:VEVENT\nEND:VCALENDAR",
        b"BEGIN:VCARD\nVERSION:3.0\nPHOTO;ENCODING=b:////\nEND:VCARD",
    ];
    for file in odd {
        assert!(called(file).iter().all(|name| !name.is_empty()), "{file:?}");
    }
}

proptest! {
    #[test]
    fn no_file_is_too_odd(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        let _ = called(&bytes);
    }

    #[test]
    fn no_line_is_too_odd(lines in prop::collection::vec(
        "(FN|N|ORG|KIND|BDAY|TEL|X-A|PHOTO|END|BEGIN|REV|GEO)?(;(CHARSET|ENCODING|TYPE|VALUE)=[A-Za-z0-9-]{0,8}|;[=:;,.\"]{0,3}){0,3}[:;]?.{0,30}", 0..12,
    )) {
        for line in called(&card("2.1", &lines.join("\r\n"))) {
            prop_assert!(!line.is_empty() && line.chars().count() <= NAME_MOST);
        }
    }
}
