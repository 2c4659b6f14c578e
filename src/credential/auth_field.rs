//! The `auth` of an entry: base64 of `user:password`, as the two runtimes decode it.

use std::fmt;

use zeroize::Zeroizing;

use super::Confidential;

/// A user's name and password.
pub struct UserPassword {
    /// Before the first colon.
    pub username: Confidential,
    /// Behind it.
    pub password: Confidential,
}

/// Why an `auth` cannot be used.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AuthFault {
    /// It is no base64; holds the offset at which Go's decoder gives up.
    Base64(usize),
    /// What it decodes to has no colon.
    NoColon,
}

impl fmt::Display for AuthFault {
    /// The words of kubelet.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Base64(at) => write!(formatter, "illegal base64 data at input byte {at}"),
            Self::NoColon => formatter.write_str(
                "unable to parse auth field, must be formatted as base64(username:password)",
            ),
        }
    }
}

/// Decodes an `auth` as kubelet does: the padding may be left off altogether, line breaks do not
/// count.
///
/// # Errors
/// Where it is no base64 (the URL-safe alphabet is none) or has no colon.
pub fn decode_as_kubelet(auth: &str) -> Result<UserPassword, AuthFault> {
    let padded = auth.trim_end().ends_with('=');
    split(&decode_base64(auth.as_bytes(), padded)?).ok_or(AuthFault::NoColon)
}

/// Decodes an `auth` as containers/image does: padding is required, NULs around the password are
/// dropped.
///
/// # Errors
/// Where it is no base64, or has no colon: that entry is passed over, and no other is tried.
pub fn decode_as_containers_image(auth: &str) -> Result<UserPassword, AuthFault> {
    let decoded = decode_base64(auth.as_bytes(), true)?;
    let (username, password) = parts(&decoded).ok_or(AuthFault::NoColon)?;
    let start = password.iter().position(|byte| *byte != 0);
    let end = password.iter().rposition(|byte| *byte != 0);
    let password = match (start, end) {
        (Some(start), Some(end)) => &password[start..=end],
        _ => &[],
    };
    Ok(UserPassword {
        username: Confidential::copy(username),
        password: Confidential::copy(password),
    })
}

fn parts(decoded: &[u8]) -> Option<(&[u8], &[u8])> {
    let colon = decoded.iter().position(|byte| *byte == b':')?;
    Some((&decoded[..colon], &decoded[colon + 1..]))
}

fn split(decoded: &[u8]) -> Option<UserPassword> {
    let (username, password) = parts(decoded)?;
    Some(UserPassword {
        username: Confidential::copy(username),
        password: Confidential::copy(password),
    })
}

fn value_of(byte: u8) -> Option<u32> {
    Some(u32::from(match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    }))
}

fn skip_breaks(text: &[u8], mut at: usize) -> usize {
    while matches!(text.get(at), Some(b'\n' | b'\r')) {
        at += 1;
    }
    at
}

/// Decodes a value of a Secret's `data` as the API server does: padded, line breaks do not count.
#[must_use]
pub fn decode_data(text: &str) -> Option<Confidential> {
    let mut decoded = decode_base64(text.as_bytes(), true).ok()?;
    Some(Confidential::new(std::mem::take(&mut *decoded)))
}

/// Decodes standard base64, padded or not at all; line breaks do not count, left-over bits are not
/// looked at. The offsets of faults are Go's, breaks counted in its way.
pub(super) fn decode_base64(text: &[u8], padded: bool) -> Result<Zeroizing<Vec<u8>>, AuthFault> {
    let mut decoded = Zeroizing::new(Vec::with_capacity(text.len() / 4 * 3 + 3));
    let mut at = 0;
    while at < text.len() {
        let mut group = 0_u32;
        let mut count = 0_usize;
        let mut last = false;
        while count < 4 {
            let Some(&byte) = text.get(at) else {
                if count == 0 {
                    return Ok(decoded);
                }
                if count == 1 || padded {
                    return Err(AuthFault::Base64(at - count));
                }
                last = true;
                break;
            };
            at += 1;
            if let Some(value) = value_of(byte) {
                group |= value << (18 - 6 * count);
                count += 1;
                continue;
            }
            if matches!(byte, b'\n' | b'\r') {
                continue;
            }
            if byte != b'=' || !padded || count < 2 {
                return Err(AuthFault::Base64(at - 1));
            }
            if count == 2 {
                at = skip_breaks(text, at);
                match text.get(at) {
                    None => return Err(AuthFault::Base64(text.len())),
                    Some(b'=') => at += 1,
                    Some(_) => return Err(AuthFault::Base64(at - 1)),
                }
            }
            at = skip_breaks(text, at);
            if at < text.len() {
                return Err(AuthFault::Base64(at));
            }
            last = true;
            break;
        }
        let bytes = group.to_be_bytes();
        decoded.extend_from_slice(&bytes[1..count.max(1)]);
        if last {
            break;
        }
    }
    Ok(decoded)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kubelet(auth: &str) -> Result<(String, String), AuthFault> {
        decode_as_kubelet(auth).map(|decoded| {
            let text = |part: &Confidential| part.expose_text().unwrap().to_owned();
            (text(&decoded.username), text(&decoded.password))
        })
    }

    #[test]
    fn padding_may_be_missing_but_not_half() {
        let expected = Ok(("us".to_owned(), "p".to_owned()));
        assert_eq!(kubelet("dXM6cA"), expected);
        assert_eq!(kubelet("dXM6cA=="), expected);
        assert_eq!(kubelet("dXM6\r\ncA=\n=\n"), expected);
        assert_eq!(kubelet("dXM6cA="), Err(AuthFault::Base64(7)));
        assert_eq!(kubelet("dXM6cA==x="), Err(AuthFault::Base64(8)));
        assert_eq!(kubelet("dXM6="), Err(AuthFault::Base64(4)));
        assert_eq!(kubelet("dXM6c"), Err(AuthFault::Base64(4)));
        assert_eq!(kubelet("dX-6"), Err(AuthFault::Base64(2)));
    }

    #[test]
    fn splits_at_the_first_colon() {
        assert_eq!(kubelet("YTpiOmM="), Ok(("a".to_owned(), "b:c".to_owned())));
        assert_eq!(kubelet("bm9jb2xvbg=="), Err(AuthFault::NoColon));
    }

    #[test]
    fn containers_image_wants_padding_and_drops_nuls() {
        assert_eq!(
            decode_as_containers_image("dXM6cA").err(),
            Some(AuthFault::Base64(4))
        );
        let decoded = decode_as_containers_image("dTpwAAA=").ok().unwrap();
        assert_eq!(decoded.password.expose(), b"p");
    }
}
