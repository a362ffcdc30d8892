//! Where connections come in: a port, or a socket in the file system that a proxy on the same computer knows.

use std::fs;
use std::io::{self, ErrorKind};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::os::unix::fs::{FileTypeExt as _, PermissionsExt as _};
use std::os::unix::net::UnixStream as PlainUnixStream;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use axum::serve::Listener;
use tokio::net::{TcpListener, TcpStream, UnixListener, UnixStream};

use crate::base::config::Listen;

pub enum ServerListener {
    Port(TcpListener),
    Socket(UnixListener, SocketFile),
}

/// A connection, and where it comes from.
pub enum ArrivedStream {
    /// With the address of ours that it came to.
    Port(TcpStream, SocketAddr, Option<IpAddr>),
    Socket(UnixStream),
}

/// The file of a socket, which goes with it.
pub struct SocketFile(PathBuf);

impl Drop for SocketFile {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

/// Linux has room for 107 bytes (unix(7)), others for a few less.
const TOO_LONG: &str = "the path is too long for a socket, which may have about a hundred letters";

/// Whoever comes by a socket counts as this computer.
pub const AT_SOCKET: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 0);

impl From<TcpListener> for ServerListener {
    fn from(listener: TcpListener) -> Self {
        Self::Port(listener)
    }
}

impl ServerListener {
    pub async fn bind(listen: &Listen) -> anyhow::Result<Self> {
        let cannot = || format!("cannot listen on {listen}: choose another address with --listen");
        match listen {
            Listen::Port(address) => Ok(Self::Port(TcpListener::bind(address).await.with_context(cannot)?)),
            Listen::Socket(path) => {
                make_way(path)?;
                let socket = UnixListener::bind(path).map_err(|error| match error.kind() {
                    // The system’s own words name a constant of its source.
                    ErrorKind::InvalidInput => io::Error::other(TOO_LONG),
                    _ => error,
                });
                let socket = socket.with_context(cannot)?;
                let file = SocketFile(path.clone());
                // As open as a port of this computer. Who gets to its folder is for that folder to say.
                fs::set_permissions(path, fs::Permissions::from_mode(0o666)).with_context(cannot)?;
                Ok(Self::Socket(socket, file))
            }
        }
    }

    /// The port it listens on, where it is one.
    pub fn port(&self) -> io::Result<SocketAddr> {
        match self {
            Self::Port(listener) => listener.local_addr(),
            Self::Socket(..) => Ok(AT_SOCKET),
        }
    }

    pub async fn accept(&mut self) -> ArrivedStream {
        match self {
            Self::Port(listener) => {
                let (stream, peer) = Listener::accept(listener).await;
                let to = stream.local_addr().ok().map(|address| address.ip());
                ArrivedStream::Port(stream, peer, to)
            }
            Self::Socket(listener, _) => ArrivedStream::Socket(Listener::accept(listener).await.0),
        }
    }
}

/// Takes away the file of a socket that nobody listens at any more.
fn make_way(path: &Path) -> anyhow::Result<()> {
    let Ok(found) = fs::symlink_metadata(path) else { return Ok(()) };
    let path_shown = path.display();
    anyhow::ensure!(
        found.file_type().is_socket(),
        "{path_shown} is there already, and is no socket: name another path"
    );
    match PlainUnixStream::connect(path) {
        Err(error) if error.kind() == ErrorKind::ConnectionRefused => {
            fs::remove_file(path).with_context(|| format!("cannot take away the old socket {path_shown}"))
        }
        Ok(_) => anyhow::bail!("something listens at {path_shown} already: stop it first, or name another path"),
        Err(error) => Err(error).with_context(|| format!("cannot look at {path_shown}")),
    }
}
