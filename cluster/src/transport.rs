//! Who may talk to a server: this machine alone, those who hold a certificate, or everybody who reaches the port.

use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use ballista_core::extension::EndpointOverrideFn;
use tonic::transport::{Certificate, ClientTlsConfig, Endpoint, Identity, Server, ServerTlsConfig};

use crate::ClusterError;

/// The certificate of those who sign: who has one that it signed is let in.
pub const AUTHORITY: &str = "ca.pem";
/// A program's own certificate, for the names and addresses by which others reach it.
pub const CERTIFICATE: &str = "cert.pem";
/// The key of the certificate.
pub const KEY: &str = "key.pem";

/// How a server, or who asks it, is protected.
#[derive(Debug, Clone, Default)]
pub enum Transport {
    /// Plainly, on this machine alone.
    #[default]
    Loopback,
    /// Both sides show a certificate that the same authority signed, and what they say is encrypted (TLS).
    Mutual(Tls),
    /// Plainly, wherever it listens: who reaches the port can run plans and read what they give.
    Insecure,
}

/// Certificates as PEM, of a folder.
#[derive(Clone)]
pub struct Tls {
    folder: PathBuf,
    authority: Certificate,
    identity: Identity,
}

impl std::fmt::Debug for Tls {
    /// Without the key.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Tls").field("folder", &self.folder).finish_non_exhaustive()
    }
}

impl Tls {
    /// Reads [`AUTHORITY`], [`CERTIFICATE`] and [`KEY`] of a folder.
    ///
    /// # Errors
    ///
    /// [`ClusterError::File`] for one that is missing; [`ClusterError::Certificates`] for one that is none, or a key of another
    /// certificate.
    pub fn read(folder: &Path) -> Result<Self, ClusterError> {
        let read = |name: &str| {
            let path = folder.join(name);
            std::fs::read_to_string(&path).map_err(ClusterError::file(&path, "read"))
        };
        let (authority, certificate, key) = (read(AUTHORITY)?, read(CERTIFICATE)?, read(KEY)?);
        let tls = Self {
            folder: folder.to_owned(),
            authority: Certificate::from_pem(authority),
            identity: Identity::from_pem(certificate, key),
        };
        // Whether they are certificates, and belong together.
        let client = Endpoint::from_static("https://localhost").tls_config(tls.of_client());
        client.and(Server::builder().tls_config(tls.of_server()).map(|_| ())).map_err(|error| {
            let reason = deepest(&error);
            ClusterError::Certificates { folder: folder.to_owned(), reason }
        })?;
        Ok(tls)
    }

    fn of_client(&self) -> ClientTlsConfig {
        ClientTlsConfig::new().ca_certificate(self.authority.clone()).identity(self.identity.clone())
    }

    /// Nobody is let in without a certificate.
    pub(crate) fn of_server(&self) -> ServerTlsConfig {
        ServerTlsConfig::new().identity(self.identity.clone()).client_ca_root(self.authority.clone())
    }

    /// The same place, reached with these certificates.
    fn endpoint(&self, plain: &Endpoint) -> Result<Endpoint, tonic::transport::Error> {
        // The engine writes `http` for the scheduler of an executor, whatever it is told.
        let address = plain.uri().authority().map_or("", |authority| authority.as_str());
        Ok(Endpoint::from_shared(format!("https://{address}"))?
            .tls_config(self.of_client())?
            .connect_timeout(Duration::from_secs(20))
            .tcp_nodelay(true)
            .tcp_keepalive(Some(Duration::from_secs(3600)))
            .http2_keep_alive_interval(Duration::from_secs(300))
            .keep_alive_timeout(Duration::from_secs(20))
            .keep_alive_while_idle(true))
    }
}

impl Transport {
    /// Whether a server may listen on an address.
    ///
    /// # Errors
    ///
    /// [`ClusterError::Uncovered`] beyond the machine itself, unless it has certificates or is told that nothing protects it.
    pub fn covers(&self, address: IpAddr) -> Result<(), ClusterError> {
        match self {
            Self::Loopback if !address.to_canonical().is_loopback() => Err(ClusterError::Uncovered(address)),
            Self::Loopback | Self::Mutual(_) | Self::Insecure => Ok(()),
        }
    }

    pub(crate) fn tls(&self) -> Option<&Tls> {
        match self {
            Self::Mutual(tls) => Some(tls),
            Self::Loopback | Self::Insecure => None,
        }
    }

    /// How the addresses of servers begin.
    #[must_use]
    pub fn scheme(&self) -> &'static str {
        if self.tls().is_some() { "https" } else { "http" }
    }

    /// What the engine does with each place that it talks to.
    pub(crate) fn endpoints(&self) -> Option<EndpointOverrideFn> {
        let tls = self.tls()?.clone();
        Some(Arc::new(move |endpoint| tls.endpoint(&endpoint).map_err(Into::into)))
    }

    /// A place that is asked.
    pub(crate) fn endpoint(&self, url: &str) -> Result<Endpoint, tonic::transport::Error> {
        let endpoint = Endpoint::from_shared(url.to_owned())?.connect_timeout(Duration::from_secs(10));
        self.tls().map_or(Ok(endpoint.clone()), |tls| tls.endpoint(&endpoint))
    }
}

/// What lies behind an error: libraries wrap it in words that say nothing.
pub(crate) fn deepest(error: &dyn std::error::Error) -> String {
    let mut deepest = error;
    while let Some(source) = deepest.source() {
        deepest = source;
    }
    deepest.to_string()
}
