//! Certificates for a cluster that has none yet: one authority, whose key is thrown away, and one certificate for all machines.

use std::fs::OpenOptions;
use std::io::Write;
use std::path::Path;

use rcgen::{
    BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair,
    KeyUsagePurpose,
};

use crate::ClusterError;
use crate::transport::{AUTHORITY, CERTIFICATE, KEY};

/// Writes a set of certificates into a folder, which is made: all machines are given a copy of it. Who has the copy is let in, as
/// long as `hosts` are the names and addresses by which the servers are reached.
///
/// Meant for a test, or for machines of one owner: they share one key, nothing expires within a human life, and none can be
/// taken back but by making all anew.
///
/// # Errors
///
/// [`ClusterError::File`] also where a file is there already; [`ClusterError::Usage`] for a name that no host can have.
pub fn write(folder: &Path, hosts: &[String]) -> Result<(), ClusterError> {
    let wrong = |error: rcgen::Error| {
        ClusterError::Usage(format!("no certificate for {}: {error}", hosts.join(", ")))
    };
    let authority = KeyPair::generate().map_err(wrong)?;
    let mut of_authority = CertificateParams::default();
    of_authority.distinguished_name.push(DnType::CommonName, "sailau-cluster");
    of_authority.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    of_authority.key_usages = vec![KeyUsagePurpose::KeyCertSign];
    let signed_by_itself = of_authority.self_signed(&authority).map_err(wrong)?;
    let issuer = Issuer::new(of_authority, authority);

    let key = KeyPair::generate().map_err(wrong)?;
    let mut own = CertificateParams::new(hosts).map_err(wrong)?;
    own.distinguished_name.push(DnType::CommonName, "a machine of sailau-cluster");
    own.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    // Every machine asks others and is asked.
    own.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth, ExtendedKeyUsagePurpose::ClientAuth];
    let certificate = own.signed_by(&key, &issuer).map_err(wrong)?;

    std::fs::create_dir_all(folder).map_err(ClusterError::file(folder, "made"))?;
    for (name, text) in
        [(AUTHORITY, signed_by_itself.pem()), (CERTIFICATE, certificate.pem()), (KEY, key.serialize_pem())]
    {
        let path = folder.join(name);
        // Never over others, and a key for its owner alone.
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        if name == KEY {
            use std::os::unix::fs::OpenOptionsExt;
            options.mode(0o600);
        }
        let written = options.open(&path).and_then(|mut file| file.write_all(text.as_bytes()));
        written.map_err(ClusterError::file(&path, "written"))?;
    }
    Ok(())
}
