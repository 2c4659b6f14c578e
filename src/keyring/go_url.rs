//! URLs as Go's `net/url` takes them apart: keys of pull secrets go through it, and what it
//! refuses is no key.

use std::net::{Ipv4Addr, Ipv6Addr};

use crate::credential::{quote, quote_bytes};

/// What is asked of a URL: host with port, and path, percent-escapes resolved.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Url {
    pub(super) host: Vec<u8>,
    pub(super) path: Vec<u8>,
}

/// Where percent-escapes stand: each part has its own rules.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Host,
    Zone,
    Other,
}

impl Url {
    /// Takes a URL apart that starts with `http://` or `https://`.
    ///
    /// # Errors
    /// Go's words, the URL included.
    pub(super) fn parse(url: &[u8]) -> Result<Self, String> {
        let (before, fragment) = cut(url, b'#');
        let refuse = |url: &[u8], words: String| format!("parse {}: {words}", quote_bytes(url));
        let parsed = without_fragment(before).map_err(|words| refuse(before, words))?;
        resolve(fragment.unwrap_or_default(), Part::Other).map_err(|words| refuse(url, words))?;
        Ok(parsed)
    }
}

fn cut(text: &[u8], at: u8) -> (&[u8], Option<&[u8]>) {
    match text.iter().position(|byte| *byte == at) {
        Some(position) => (&text[..position], Some(&text[position + 1..])),
        None => (text, None),
    }
}

fn without_fragment(url: &[u8]) -> Result<Url, String> {
    if url.iter().any(|byte| *byte < b' ' || *byte == 0x7f) {
        return Err("net/url: invalid control character in URL".to_owned());
    }
    let rest = url
        .strip_prefix(b"https://")
        .or_else(|| url.strip_prefix(b"http://"))
        .unwrap_or(url);
    let (rest, _query) = cut(rest, b'?');
    let slash = rest.iter().position(|byte| *byte == b'/');
    let (authority, path) = rest.split_at(slash.unwrap_or(rest.len()));
    let host = match authority.iter().rposition(|byte| *byte == b'@') {
        None => parse_host(authority)?,
        Some(at) => {
            let host = parse_host(&authority[at + 1..])?;
            check_user(&authority[..at])?;
            host
        }
    };
    Ok(Url {
        host,
        path: resolve(path, Part::Other)?,
    })
}

fn check_user(user: &[u8]) -> Result<(), String> {
    let allowed = |byte: &u8| byte.is_ascii_alphanumeric() || b"-._:~!$&'()*+,;=%@".contains(byte);
    if !user.iter().all(allowed) {
        return Err("net/url: invalid userinfo".to_owned());
    }
    let (name, password) = cut(user, b':');
    resolve(name, Part::Other)?;
    resolve(password.unwrap_or_default(), Part::Other)?;
    Ok(())
}

fn parse_host(host: &[u8]) -> Result<Vec<u8>, String> {
    match host.iter().rposition(|byte| *byte == b'[') {
        Some(0) => return parse_bracketed(host),
        Some(_) => return Err("invalid IP-literal".to_owned()),
        None => {}
    }
    if let Some(colon) = host.iter().position(|byte| *byte == b':') {
        check_port(&host[colon..])?;
    }
    resolve(host, Part::Host)
}

fn parse_bracketed(host: &[u8]) -> Result<Vec<u8>, String> {
    let Some(end) = host.iter().rposition(|byte| *byte == b']') else {
        return Err("missing ']' in host".to_owned());
    };
    let (port, inner) = (&host[end + 1..], &host[1..end]);
    check_port(port)?;
    let zone = inner
        .windows(3)
        .position(|window| window == b"%25")
        .unwrap_or(inner.len());
    let mut address = resolve(&inner[..zone], Part::Host)?;
    address.extend(resolve(&inner[zone..], Part::Zone)?);
    let text = String::from_utf8_lossy(&address);
    let (digits, zone) = match text.split_once('%') {
        Some((digits, zone)) => (digits, Some(zone)),
        None => (&*text, None),
    };
    if zone.is_none() && digits.parse::<Ipv4Addr>().is_ok() {
        return Err("invalid IP-literal".to_owned());
    }
    if digits.parse::<Ipv6Addr>().is_err() || zone == Some("") {
        return Err(format!(
            "invalid host: ParseAddr({}): unable to parse IP",
            quote(&text)
        ));
    }
    Ok([b"[", address.as_slice(), b"]", port].concat())
}

fn check_port(port: &[u8]) -> Result<(), String> {
    let good = match port.split_first() {
        None => true,
        Some((colon, digits)) => *colon == b':' && digits.iter().all(u8::is_ascii_digit),
    };
    match good {
        true => Ok(()),
        false => Err(format!("invalid port {} after host", quote_bytes(port))),
    }
}

/// Resolves percent-escapes, and refuses those and other bytes that a part may not have.
fn resolve(text: &[u8], part: Part) -> Result<Vec<u8>, String> {
    let mut resolved = Vec::with_capacity(text.len());
    let mut at = 0;
    while let Some(&byte) = text.get(at) {
        if byte != b'%' {
            if part != Part::Other && byte < 0x80 && !may_stand_in_host(byte) {
                return Err(format!(
                    "invalid character {} in host name",
                    quote_bytes(&[byte])
                ));
            }
            resolved.push(byte);
            at += 1;
            continue;
        }
        let escape = &text[at..text.len().min(at + 3)];
        let refuse = || Err(format!("invalid URL escape {}", quote_bytes(escape)));
        let digit = |at: usize| {
            let digit = escape.get(at).map(|byte| char::from(*byte));
            digit.and_then(|digit| digit.to_digit(16))
        };
        let (Some(high), Some(low)) = (digit(1), digit(2)) else {
            return refuse();
        };
        let value = u8::try_from(high * 16 + low).unwrap_or_default();
        let allowed = match part {
            Part::Other => true,
            Part::Host => high >= 8 || escape == b"%25",
            Part::Zone => {
                escape == b"%25" || value == b' ' || (value < 0x80 && may_stand_in_host(value))
            }
        };
        if !allowed {
            return refuse();
        }
        resolved.push(value);
        at += 3;
    }
    Ok(resolved)
}

fn may_stand_in_host(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-_.~!$&'()*+,;=:[]<>\"".contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(url: &str) -> Result<(String, String), String> {
        Url::parse(url.as_bytes()).map(|url| {
            let text = |bytes| String::from_utf8(bytes).unwrap();
            (text(url.host), text(url.path))
        })
    }

    #[test]
    fn takes_the_parts_of_a_url() {
        for (url, host, path) in [
            ("https://a.io", "a.io", ""),
            ("https://a.io:/x", "a.io:", "/x"),
            ("http://me:pw@a.io:80/x/?q#f", "a.io:80", "/x/"),
            ("https://a.io/%41%2f", "a.io", "/A/"),
            ("https://%c3%a9.io", "é.io", ""),
            ("https://[fd00::1%25eth0]:5", "[fd00::1%eth0]:5", ""),
            ("https:////a", "", "//a"),
            ("https://", "", ""),
        ] {
            assert_eq!(parse(url), Ok((host.to_owned(), path.to_owned())), "{url}");
        }
    }

    #[test]
    fn refuses_in_the_words_of_go() {
        for (url, words) in [
            ("https://a:b", "invalid port \":b\" after host"),
            ("https://a:1:2", "invalid port \":1:2\" after host"),
            ("https://a b", "invalid character \" \" in host name"),
            ("https://a%20b", "invalid URL escape \"%20\""),
            ("https://a/%zz", "invalid URL escape \"%zz\""),
            ("https://a/%4", "invalid URL escape \"%4\""),
            ("https://a[1]", "invalid IP-literal"),
            ("https://[1.2.3.4]", "invalid IP-literal"),
            ("https://[::1", "missing ']' in host"),
            ("https://\u{e9}@a", "net/url: invalid userinfo"),
            ("https://a\n", "net/url: invalid control character in URL"),
        ] {
            let expected = format!("parse {}: {words}", quote(url));
            assert_eq!(parse(url), Err(expected), "{url}");
        }
        assert_eq!(
            parse("https://a b#f"),
            Err("parse \"https://a b\": invalid character \" \" in host name".to_owned())
        );
    }
}
