//! A file that is sent, in one piece of memory that never moves.

use axum::extract::multipart::{Field, MultipartError};

/// The bytes of a field of at most `most`, which its route holds too. Only what comes takes room.
pub async fn bytes(field: Field<'_>, most: usize) -> Result<Vec<u8>, MultipartError> {
    let mut bytes = Vec::new();
    append(&mut bytes, field, most).await?;
    Ok(bytes)
}

/// The same behind what came before it, all together of at most `most`.
pub async fn append(bytes: &mut Vec<u8>, mut field: Field<'_>, most: usize) -> Result<(), MultipartError> {
    while let Some(chunk) = field.chunk().await? {
        if bytes.capacity() == 0 {
            bytes.reserve_exact(most);
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(())
}
